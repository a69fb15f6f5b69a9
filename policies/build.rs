//! Reads, checks and bakes the policy files beside this one. Every mistake is printed with its
//! place; one is enough to fail the build.

use huiqi_authoring::{
    CheckedSources, Diagnostic, EditionNote, Language, Source, bake, load, read_folder, rules_hash,
    shown_error, typescript,
};
use std::io::ErrorKind;
use std::path::Path;
use std::{env, fs};
use time::{Duration, OffsetDateTime};

/// So many days before a document ends, the build says so.
const NOTICE: Duration = Duration::days(60);

fn main() {
    println!("cargo:rerun-if-changed=.");
    println!("cargo:rerun-if-env-changed=HUIQI_LANGUAGE");
    let language = Language::named(&env::var("HUIQI_LANGUAGE").unwrap_or_default());
    let sources = read_folder(Path::new(".")).unwrap_or_else(|error| {
        eprintln!("{}", shown_error(&error, language));
        std::process::exit(1)
    });
    let note = written_note();
    let checked = load(&sources).and_then(|authored| {
        let mistakes = note.as_deref().map_or(Vec::new(), |note| of_note(note, &sources));
        if mistakes.is_empty() { Ok(authored) } else { Err(mistakes) }
    });
    match checked {
        Ok(authored) => {
            write_tables(&authored);
            write_hash(&sources);
            write_note(note.as_deref());
        }
        Err(problems) => {
            let count = problems.len();
            for problem in problems {
                eprintln!("{}\n", problem.shown(language));
            }
            match language {
                Language::English => {
                    let mistakes = if count == 1 { "mistake" } else { "mistakes" };
                    eprintln!("{count} {mistakes} in the policy files; see policies/README.md");
                }
                Language::Chinese => {
                    eprintln!("政策文件里有 {count} 处错误；写法见 policies/README.md");
                }
            }
            std::process::exit(1);
        }
    }
}

/// Writes the hash of the policy files.
fn write_hash(sources: &[Source]) {
    write(
        "rules_hash.rs",
        &format!(
            "/// The first 16 digits of the SHA-256 of all policy files.\n\
             pub const RULES_HASH: &str = \"{}\";\n",
            rules_hash(sources)
        ),
    );
}

/// Returns the mistakes of the note about an edition.
fn of_note(note: &str, sources: &[Source]) -> Vec<Diagnostic> {
    EditionNote::read(note).map_or_else(|all| all, |note| note.checked_later(sources))
}

/// Returns the note about the edition of the policy files; nothing where there is none.
fn written_note() -> Option<String> {
    match fs::read_to_string("edition.toml") {
        Ok(text) => Some(text),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => {
            eprintln!("error: policies/edition.toml cannot be read: {error}");
            std::process::exit(1)
        }
    }
}

/// Writes the note about the edition of the policy files, as it is written.
fn write_note(note: Option<&str>) {
    write(
        "note.rs",
        &format!(
            "/// The note about the edition of all policy files (`edition.toml`), where there is \
             one.\n\
             pub const EDITION_NOTE: Option<&str> = {note:?};\n"
        ),
    );
}

fn write_tables(authored: &CheckedSources) {
    let today = OffsetDateTime::now_utc().date();
    for policy in authored.set.policies {
        if let Some(last) = policy.valid_to.filter(|last| *last >= today && *last - today <= NOTICE)
        {
            println!("cargo:warning={} ends on {last}: check whether it goes on", policy.id);
        }
    }
    let extents = [
        ("whole", bake::Extent::Whole),
        ("page", bake::Extent::Page),
        ("first", bake::Extent::First),
    ];
    for (name, extent) in extents {
        write(&format!("{name}.rs"), &bake::rust(authored.set, extent));
    }
    write("counts.rs", &counts(authored));
    write("types.d.ts", &typescript::types(authored.set));
}

/// Returns how many examples each document has; the tables hold none of them.
fn counts(authored: &CheckedSources) -> String {
    let count = |id: &str| authored.examples.iter().filter(|example| example.policy == id).count();
    let rows: Vec<String> = authored
        .set
        .policies
        .iter()
        .map(|policy| format!("({:?}, {})", policy.id, count(policy.id)))
        .collect();
    format!(
        "/// How many examples the awards of each document have.\n\
         pub const EXAMPLES: &[(&str, usize)] = &[{}];\n",
        rows.join(", ")
    )
}

fn write(name: &str, text: &str) {
    let out = env::var("OUT_DIR").expect("cargo names the folder");
    fs::write(Path::new(&out).join(name), text).expect("the folder of the build can be written");
}
