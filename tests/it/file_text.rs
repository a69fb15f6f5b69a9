//! Text of made-up policy files: what every file needs and no test is about.

/// Returns an example of each outcome, as authoring asks for one of each. No test computes them.
pub(crate) fn examples() -> String {
    let one = |outcome: &str| {
        format!(
            "[[awards.examples]]\nname = \"{outcome}\"\noutcome = \"{outcome}\"\nleast = \"0元\"\n\
             most = \"0元\"\n"
        )
    };
    ["met", "not_met", "not_yet_known"].map(one).concat()
}

/// Returns an award named by its id, with these lines of its own: days, condition, amount.
pub(crate) fn award(id: &str, own: &str) -> String {
    format!(
        "[[awards]]\nid = \"{id}\"\nname = \"{id}\"\nclause = \"一\"\npayers = [\"样例局\"]\n\
         kind = \"entitlement\"\nsummary = \"样例\"\n{own}\n{}",
        examples()
    )
}

/// Returns a question of the one step, with these lines of its own: unit, bounds, options.
pub(crate) fn question(id: &str, kind: &str, name: &str, own: &str) -> String {
    format!(
        "[[questions]]\nid = \"{id}\"\nstep = \"all\"\nkind = \"{kind}\"\nlabel = \"{name}？\"\n\
         short = \"{name}\"\n{own}\n"
    )
}

/// Returns the questions file: the region, then these questions by id, kind, name and own lines.
pub(crate) fn questions(own: &[(&str, &str, &str, &str)]) -> String {
    let mut text = "[[steps]]\nid = \"all\"\ntitle = \"样例\"\n".to_owned();
    text.push_str(&question("region", "single", "地区", ""));
    text.extend(own.iter().map(|(id, kind, name, lines)| question(id, kind, name, lines)));
    text
}
