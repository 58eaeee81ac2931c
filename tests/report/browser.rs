//! Chromium without a window, driven through the DevTools protocol: what a person would do, and what the page then says.

use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard};
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use tungstenite::stream::MaybeTlsStream;
use tungstenite::{Message, WebSocket};

/// What anything that is waited for may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// One browser at a time: two of them on a small machine measure each other.
static TURN: Mutex<()> = Mutex::new(());

/// A browser with one page.
pub struct Browser {
    child: Child,
    socket: WebSocket<MaybeTlsStream<TcpStream>>,
    session: Option<String>,
    calls: u64,
    /// Load events that have come.
    loads: u64,
    /// Errors and warnings of the console, exceptions, and requests for anything but the page itself.
    problems: Vec<String>,
    _profile: tempfile::TempDir,
    _turn: MutexGuard<'static, ()>,
}

impl Browser {
    /// Starts the browser; says so and gives `None` where there is none.
    pub fn start() -> Option<Browser> {
        let turn = TURN.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let profile = tempfile::tempdir().unwrap();
        let started = ["chromium", "chromium-browser", "google-chrome"].iter().find_map(|name| {
            Command::new(name)
                .args([
                    "--headless=new",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--hide-scrollbars",
                    "--no-first-run",
                    "--disable-extensions",
                ])
                .args(["--disable-background-networking", "--disable-component-update", "--lang=en-US"])
                .args(["--window-size=1440,1000", "--remote-debugging-port=0"])
                .arg(format!("--user-data-dir={}", profile.path().display()))
                .arg("about:blank")
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::piped())
                .spawn()
                .ok()
        });
        let Some(mut child) = started else {
            println!("skipped: Chromium is not installed (Debian: chromium)");
            return None;
        };
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let address = lines.by_ref().find_map(|line| Some(line.ok()?.strip_prefix("DevTools listening on ")?.to_owned()));
        // Whatever else it says must not fill the pipe.
        std::thread::spawn(move || lines.for_each(drop));
        let (socket, _) = tungstenite::connect(address.expect("Chromium says where it listens")).expect("DevTools answer");
        if let MaybeTlsStream::Plain(stream) = socket.get_ref() {
            stream.set_read_timeout(Some(PATIENCE)).unwrap();
        }
        let mut browser =
            Browser { child, socket, session: None, calls: 0, loads: 0, problems: Vec::new(), _profile: profile, _turn: turn };
        let target = browser.call("Target.createTarget", json!({"url": "about:blank"}))["targetId"].clone();
        let session = browser.call("Target.attachToTarget", json!({"targetId": target, "flatten": true}));
        browser.session = Some(session["sessionId"].as_str().unwrap().to_owned());
        for domain in ["Page", "Runtime", "Log", "Network"] {
            browser.call(&format!("{domain}.enable"), json!({}));
        }
        Some(browser)
    }

    /// Calls a method and waits for its result.
    pub fn call(&mut self, method: &str, parameters: Value) -> Value {
        self.calls += 1;
        let id = self.calls;
        let mut call = json!({"id": id, "method": method, "params": parameters});
        if let Some(session) = &self.session {
            call["sessionId"] = session.as_str().into();
        }
        self.socket.send(Message::text(call.to_string())).unwrap();
        loop {
            let message = self.message();
            if message["id"] == id {
                assert!(message["error"].is_null(), "{method}: {}", message["error"]);
                return message["result"].clone();
            }
        }
    }

    /// The next message; events are taken note of.
    fn message(&mut self) -> Value {
        let message = self.socket.read().expect("Chromium answers in time");
        let message: Value = serde_json::from_str(message.to_text().unwrap()).unwrap_or_default();
        let event = &message["params"];
        match message["method"].as_str() {
            Some("Page.loadEventFired") => self.loads += 1,
            Some("Runtime.exceptionThrown") => self.problems.push(event["exceptionDetails"].to_string()),
            Some("Runtime.consoleAPICalled") if ["error", "warning", "assert"].iter().any(|kind| event["type"] == *kind) => {
                self.problems.push(event["args"].to_string());
            }
            Some("Log.entryAdded") if event["entry"]["level"] == "error" => self.problems.push(event["entry"].to_string()),
            Some("Network.requestWillBeSent") => {
                let address = event["request"]["url"].as_str().unwrap();
                if !address.starts_with("file://") && !address.starts_with("data:") && address != "about:blank" {
                    self.problems.push(format!("asks for {address}"));
                }
            }
            _ => {}
        }
        message
    }

    /// Opens an address and waits until the page has loaded and has been painted. The time that takes.
    pub fn open(&mut self, address: &str) -> Duration {
        // A change behind the # alone would load nothing.
        self.loads = 0;
        self.call("Page.navigate", json!({"url": "about:blank"}));
        while self.loads == 0 {
            self.message();
        }
        self.loads = 0;
        let began = Instant::now();
        self.call("Page.navigate", json!({"url": address}));
        while self.loads == 0 {
            self.message();
        }
        self.eval("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))");
        began.elapsed()
    }

    /// What an expression comes to in the page.
    pub fn eval(&mut self, expression: &str) -> Value {
        let parameters = json!({"expression": expression, "awaitPromise": true, "returnByValue": true, "userGesture": true});
        let result = self.call("Runtime.evaluate", parameters);
        assert!(result["exceptionDetails"].is_null(), "{expression}: {}", result["exceptionDetails"]);
        result["result"]["value"].clone()
    }

    pub fn text(&mut self, expression: &str) -> String {
        self.eval(expression).as_str().unwrap_or_else(|| panic!("{expression} is no text")).to_owned()
    }

    pub fn count(&mut self, selector: &str) -> u64 {
        self.eval(&format!("document.querySelectorAll({}).length", json!(selector))).as_u64().unwrap()
    }

    /// Waits until an expression holds.
    pub fn until(&mut self, expression: &str) {
        let began = Instant::now();
        while self.eval(expression) != true {
            assert!(began.elapsed() < PATIENCE, "never: {expression}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Clicks in the middle of an element, as a mouse does.
    pub fn click(&mut self, selector: &str) {
        let (x, y) = self.middle(selector);
        for kind in ["mousePressed", "mouseReleased"] {
            let click = json!({"type": kind, "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1});
            self.call("Input.dispatchMouseEvent", click);
        }
    }

    /// Moves the mouse over an element.
    pub fn point_at(&mut self, selector: &str) {
        let (x, y) = self.middle(selector);
        self.call("Input.dispatchMouseEvent", json!({"type": "mouseMoved", "x": x, "y": y}));
    }

    fn middle(&mut self, selector: &str) -> (f64, f64) {
        let place = self.eval(&format!(
            "(() => {{ const element = document.querySelector({}); element.scrollIntoView({{ block: 'center', behavior: 'instant' }}); \
             const box = element.getClientRects()[0]; return [box.x + box.width / 2, box.y + box.height / 2]; }})()",
            json!(selector)
        ));
        (place[0].as_f64().unwrap(), place[1].as_f64().unwrap())
    }

    /// Presses a key that writes nothing.
    pub fn press(&mut self, key: &str) {
        for kind in ["rawKeyDown", "keyUp"] {
            let code = match key {
                "Tab" => 9,
                "Enter" => 13,
                "Escape" => 27,
                "ArrowRight" => 39,
                _ => panic!("{key} has no code here"),
            };
            self.call("Input.dispatchKeyEvent", json!({"type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code}));
        }
    }

    /// Writes into a field, in place of what it holds.
    pub fn write(&mut self, selector: &str, text: &str) {
        self.eval(&format!("document.querySelector({}).focus(), document.activeElement.select(), true", json!(selector)));
        self.call("Input.insertText", json!({"text": text}));
    }

    /// Chooses an option, or sets a date.
    pub fn set(&mut self, selector: &str, value: &str) {
        self.eval(&format!(
            "(() => {{ const field = document.querySelector({}); field.value = {}; \
             field.dispatchEvent(new Event('input', {{ bubbles: true }})); return field.value === {1}; }})()",
            json!(selector),
            json!(value)
        ));
    }

    /// What is to be seen, as PNG.
    pub fn picture(&mut self) -> Vec<u8> {
        // What moves comes to rest first.
        std::thread::sleep(Duration::from_millis(300));
        let picture = self.call("Page.captureScreenshot", json!({"format": "png"}));
        STANDARD.decode(picture["data"].as_str().unwrap()).unwrap()
    }

    /// Everything that went wrong since the last time it was asked.
    pub fn problems(&mut self) -> Vec<String> {
        // Events stand before the answer to a later call.
        self.eval("0");
        std::mem::take(&mut self.problems)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.session = None;
        let _ = self.socket.send(Message::text(json!({"id": 0, "method": "Browser.close"}).to_string()));
        let began = Instant::now();
        while matches!(self.child.try_wait(), Ok(None)) {
            if began.elapsed() > Duration::from_secs(5) {
                let _ = self.child.kill();
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}
