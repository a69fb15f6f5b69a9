//! The names under which the browser's storage has what is kept. Each carries the path of the
//! deployment: two on one origin keep their things apart.

const FIRST_WORD: &str = "huiqi";

/// The answers.
pub(crate) const ANSWERS: &str = "answers";
/// The ways back from what was opened.
pub(crate) const REPLACED: &str = "replaced";
/// Whether the large type is chosen.
pub(crate) const LARGE: &str = "large";
/// Whether the colours are those of high contrast.
pub(crate) const CONTRAST: &str = "contrast";
/// Whether the pointer is large.
pub(crate) const POINTER: &str = "pointer";
/// The headings of earlier tables.
pub(crate) const HEADINGS: &str = "columns";
/// What words in the cells of earlier tables mean.
pub(crate) const VALUES: &str = "values";
/// What was noted of companies.
pub(crate) const MEMOS: &str = "memos";
/// That kept cases are records.
pub(crate) const CASES: &str = "cases";
/// The beginning of the name of a kept case's record.
pub(crate) const CASE: &str = "case";
/// What distinguishes everything that is stored until the next end from what was before it.
pub(crate) const ERA: &str = "era";
/// Set and removed at an end, so that other pages hear of it.
pub(crate) const ENDED: &str = "ended";

/// Returns the beginning of every name of the deployment that a page is in, by its path.
pub(crate) fn prefix(path: &str) -> String {
    let end = path.bytes().rposition(|byte| byte == b'/').map_or(0, |slash| slash + 1);
    [FIRST_WORD, &path[..end]].concat()
}

/// Returns the beginning of the names of kept cases' records, before their ids.
pub(crate) fn case(prefix: &str, own: &str) -> String {
    [prefix, CASE, own, ":"].concat()
}

/// Returns the name under which a former version kept something; `own` is what distinguishes a
/// frame.
pub(crate) fn former(name: &str, own: &str) -> String {
    match name {
        ANSWERS => [FIRST_WORD, own].concat(),
        _ => [FIRST_WORD, "-", name, own].concat(),
    }
}

/// Whether a name of the storage is one of this deployment, or of a former version.
pub(crate) fn is_ours(prefix: &str, key: &str) -> bool {
    let is_former = |rest: &str| rest.is_empty() || rest.starts_with('-');
    key.strip_prefix(prefix).is_some_and(|rest| !rest.contains('/'))
        || key.strip_prefix(FIRST_WORD).is_some_and(is_former)
}

/// Whether a name is one of any deployment.
pub(crate) fn is_of_any(key: &str) -> bool {
    key.strip_prefix(FIRST_WORD).is_some_and(|rest| rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::{ANSWERS, CASES, case, former, is_ours, prefix};

    #[test]
    fn deployments_of_one_origin_have_names_of_their_own() {
        assert_eq!(prefix("/"), "huiqi/");
        assert_eq!(prefix("/index.html"), "huiqi/");
        assert_eq!(prefix("/zhengce/huiqi/index.html"), "huiqi/zhengce/huiqi/");
        assert_eq!(prefix("/C:/huiqi/%E6%83%A0%E4%BC%81.html"), "huiqi/C:/huiqi/");
        let [root, below] = [prefix("/"), prefix("/a/")];
        assert!(is_ours(&root, "huiqi/answers") && is_ours(&below, "huiqi/a/case:x-1"));
        assert!(is_ours(&below, "huiqi/a/answers-framed-zaozhuang-2"));
        assert!(!is_ours(&root, "huiqi/a/answers") && !is_ours(&below, "huiqi/answers"));
        assert!(!is_ours(&below, "huiqi/a/b/answers") && !is_ours(&below, "huiqiu"));
        for key in ["huiqi", "huiqi-cases", "huiqi-columns", "huiqi-framed-zaozhuang"] {
            assert!(is_ours(&root, key) && is_ours(&below, key), "{key}");
        }
    }

    #[test]
    fn a_frame_s_records_are_not_among_those_of_the_page() {
        let (page, frame) = (case("huiqi/", ""), case("huiqi/", "-framed-2"));
        assert!(!format!("{frame}7-1").starts_with(&page));
        assert!(!format!("{page}7-1").starts_with(&frame));
    }

    #[test]
    fn the_names_of_a_former_version_are_as_it_wrote_them() {
        assert_eq!(former(ANSWERS, ""), "huiqi");
        assert_eq!(former(ANSWERS, "-framed-2"), "huiqi-framed-2");
        assert_eq!(former(CASES, ""), "huiqi-cases");
    }
}
