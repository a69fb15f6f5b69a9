//! Documents that another one names and that are not there: each is said once, with all lines.

use super::declarations::Declarations;
use super::names::did_you_mean;
use super::read::Position;
use huiqi_rules::policy::Policy;

impl Declarations {
    /// Takes note of the document of a full id where it is not there; returns whether that is so.
    pub(super) fn is_absent(&self, policies: &[Policy], id: &str, position: &Position) -> bool {
        let Some((document, _)) = id.split_once('/') else { return false };
        let is_absent = policies.iter().all(|policy| policy.id != document);
        if is_absent {
            self.absent.borrow_mut().push((document.to_owned(), position.clone()));
        }
        is_absent
    }
}

/// Notes each document that is not there, at the first line that names it; `files` are the names
/// of all files, also of those that could not be read.
pub(super) fn note(declared: &Declarations, policies: &[Policy], files: &[&str]) {
    let absent = declared.absent.borrow();
    let mut documents: Vec<&str> = absent.iter().map(|(document, _)| document.as_str()).collect();
    documents.sort_unstable();
    documents.dedup();
    for document in documents {
        let named = absent.iter().filter(|(other, _)| other == document).map(|(_, at)| at);
        let mut named: Vec<&Position> = named.collect();
        named.sort_by_key(|at| (at.path().to_owned(), at.line()));
        named.dedup_by_key(|at| (at.path().to_owned(), at.line()));
        let Some((first, more)) = named.split_first() else { continue };
        let ids: Vec<&str> = policies.iter().map(|policy| policy.id).collect();
        let [near, meant] = did_you_mean(document, &ids);
        let (also, as_well) = others(first, more);
        let message = say!(
            "no such document `{document}`{near}: put its file beside this one, named after its \
             id, or leave out what names it{also}",
            "没有 `{document}` 这个文件{meant}：把它的文件放在一起，文件名和代号一样；或者去掉用到它\
             的地方{as_well}"
        );
        if files.contains(&document) {
            // Its own mistakes are said.
            first.problem_of_all(message);
        } else {
            first.problem(message);
        }
    }
}

/// Returns where else a document is named, in both languages.
fn others(first: &Position, more: &[&Position]) -> (String, String) {
    if more.is_empty() {
        return (String::new(), String::new());
    }
    let place =
        |at: &&Position| if at.is_of_file(first) { at.line().to_string() } else { at.place() };
    let places = more.iter().map(place).collect::<Vec<String>>().join(", ");
    let lines = if more.len() == 1 { "line" } else { "lines" };
    (format!("; it is named in {lines} {places} too"), format!("（还有：第 {places} 行）"))
}
