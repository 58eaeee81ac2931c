//! Parquet files, row by row.

use std::io::Read;
use std::ops::ControlFlow;
use std::path::Path;

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;

use crate::document::Source;
use crate::error::{Fault, Stage};
use crate::read::stream::seekable;
use crate::read::table::Table;
use crate::read::{Options, Receiver, unreadable};

pub fn read(
    stream: Box<dyn Read + '_>,
    file: Option<&Path>,
    source: Source,
    options: &Options,
    into: &mut dyn Receiver,
) -> ControlFlow<()> {
    let file = match seekable(stream, file) {
        Ok(file) => file,
        Err(wrong) => return into.document(Err(unreadable(source, &wrong))),
    };
    let broken = |wrong| {
        let message = format!("not a sound Parquet file: {wrong}; write or download it again");
        Fault::new(Stage::Read, "read.parquet", message)
    };
    let reader = match SerializedFileReader::new(file) {
        Ok(reader) => reader,
        Err(wrong) => return into.document(Err(broken(wrong).at(source))),
    };
    let schema = reader.metadata().file_metadata().schema();
    let columns: Vec<String> = schema.get_fields().iter().map(|field| field.name().to_owned()).collect();
    let mut table = Table::new(&options.columns, source.clone());
    let mut flow = table.row(columns, into);
    if flow.is_continue() {
        match reader.get_row_iter(None) {
            Ok(rows) => {
                for row in rows {
                    flow = match row {
                        Ok(row) => table.row(row.get_column_iter().map(|(_, field)| text(field)).collect(), into),
                        Err(wrong) => {
                            flow = table.reject(broken(wrong), into);
                            break;
                        }
                    };
                    if flow.is_break() {
                        break;
                    }
                }
            }
            Err(wrong) => flow = table.reject(broken(wrong), into),
        }
    }
    table.end(flow, into)
}

fn text(field: &Field) -> String {
    match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        Field::Bytes(bytes) => String::from_utf8_lossy(bytes.data()).into_owned(),
        other => other.to_string().trim_matches('"').to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use parquet::data_type::{ByteArray, ByteArrayType};
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;

    use crate::read::tests::texts;

    #[test]
    fn rows_of_a_file() {
        let schema = Arc::new(
            parse_message_type("message articles { required binary title (UTF8); required binary text (UTF8); }").unwrap(),
        );
        let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::default()).unwrap();
        let mut group = writer.next_row_group().unwrap();
        for words in [["가", "나"], ["첫 글", "둘째 글"]] {
            let mut column = group.next_column().unwrap().unwrap();
            let values: Vec<ByteArray> = words.iter().map(|word| ByteArray::from(*word)).collect();
            column.typed::<ByteArrayType>().write_batch(&values, None, None).unwrap();
            column.close().unwrap();
        }
        group.close().unwrap();
        let bytes = writer.into_inner().unwrap();
        assert_eq!(texts("a.parquet", &bytes), ["첫 글", "둘째 글"]);
        assert_eq!(texts("a.parquet", &bytes[..bytes.len() / 2]), ["read.parquet"]);
    }
}
