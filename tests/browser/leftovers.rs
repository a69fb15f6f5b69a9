//! Nothing is left of a run, however it ends: no file in the temporary folder, and no process.

use crate::hosting::nginx;
use huiqi_browser_tests::{Folder, PATIENCE, in_browser};
use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// How the run below ends; set by the test below.
const ENDING: &str = "HUIQI_ENDING";
/// What it says when it was to be interrupted and was not.
const TOO_LATE: &str = "nobody interrupts this run";

/// What is run, and interrupted, by the test below: a browser that shows the page of a server.
#[tokio::test]
async fn a_browser_shows_the_page_of_a_server() {
    let server = nginx();
    let ending = std::env::var(ENDING).unwrap_or_default();
    in_browser(async move |tab| {
        tab.goto(format!("http://127.0.0.1:{}/", server.port)).await?;
        tab.by_id("region--zaozhuang").await?;
        println!("it is open");
        match ending.as_str() {
            "fails" => panic!("this run is to fail"),
            "is interrupted" => {
                tokio::time::sleep(PATIENCE).await;
                println!("{TOO_LATE}");
                Ok(())
            }
            _ => Ok(()),
        }
    })
    .await;
}

/// Starts the test above in a process group of its own, as a terminal does.
fn start(mut command: Command, ending: &str) -> Child {
    let test = "leftovers::a_browser_shows_the_page_of_a_server";
    command.arg(std::env::current_exe().expect("the tests are a program"));
    command.args([test, "--exact", "--nocapture"]).env(ENDING, ending).process_group(0);
    command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the tests can be started")
}

fn signal(name: &str, to: &str) {
    let status = Command::new("kill").args(["-s", name, "--", to]).status();
    assert!(status.is_ok_and(|status| status.success()), "{name} is sent to {to}");
}

/// Returns the processes that have to do with a folder.
fn processes_of(folder: &Path) -> Vec<String> {
    let folder = folder.display().to_string();
    let read = |path: &Path, name: &str| {
        let bytes = std::fs::read(path.join(name)).unwrap_or_default();
        String::from_utf8_lossy(&bytes).replace('\0', " ")
    };
    let has_to_do = |path: &Path| {
        let works_in = std::fs::read_link(path.join("cwd")).unwrap_or_default();
        let said = [read(path, "environ"), read(path, "cmdline")];
        works_in.starts_with(&folder) || said.iter().any(|text| text.contains(&folder))
    };
    let entries = std::fs::read_dir("/proc").expect("processes").filter_map(Result::ok);
    let found = entries.map(|entry| entry.path()).filter(|path| has_to_do(path));
    found.map(|path| format!("{}: {}", path.display(), read(&path, "cmdline"))).collect()
}

fn is_nothing_left(folder: &Folder, of: &str) {
    let left = std::fs::read_dir(folder.path()).expect("the temporary folder of the run");
    let names: Vec<_> = left.map(|entry| entry.expect("an entry").file_name()).collect();
    assert!(names.is_empty(), "{names:?} is left of a run that {of}");
    let processes = processes_of(folder.path());
    assert!(processes.is_empty(), "{processes:?} are left of a run that {of}");
}

#[test]
fn nothing_is_left_of_a_run_that_passes_fails_or_is_interrupted() {
    // Bash under the name of Cargo, which waits for the tests as Cargo does.
    let names = Folder::create();
    let cargo = names.path().join("cargo");
    std::os::unix::fs::symlink("/bin/bash", &cargo).expect("a link can be made");
    for (ending, how, name) in [
        ("passes", "passes", ""),
        ("fails", "fails", ""),
        ("is interrupted", "is interrupted by Ctrl-C", "INT"),
        ("is interrupted", "is killed", "KILL"),
        ("is interrupted", "loses its Cargo", "TERM"),
    ] {
        let folder = Folder::create();
        // What is left of an earlier run whose machine stopped.
        let earlier = folder.path().join("huiqi-1-0000");
        std::fs::create_dir_all(earlier.join("profile")).expect("a folder can be made");
        let is_below_cargo = how == "loses its Cargo";
        let mut command = folder.command(if is_below_cargo { &cargo } else { Path::new("env") });
        if is_below_cargo {
            command.args(["-c", "\"$@\"; exit", "cargo"]);
        } else {
            // A shell has its background work ignore Ctrl-C, and what that starts too.
            command.arg("--default-signal=INT");
        }
        let mut run = start(command, ending);
        let mut output = BufReader::new(run.stdout.take().expect("its output is read"));
        let mut said = String::new();
        while !said.contains("it is open") {
            let read = output.read_line(&mut said).expect("its output can be read");
            assert!(read > 0, "a run that {how} shows no page: {said}");
        }
        assert!(!earlier.exists(), "the leftovers of an earlier run are removed");
        if name == "INT" {
            signal(name, &format!("-{}", run.id()));
        } else if !name.is_empty() {
            signal(name, &run.id().to_string());
        }
        // The watch writes to the same place: with the end of the output it has ended too.
        output.read_to_string(&mut said).expect("its output can be read");
        assert!(!said.contains(TOO_LATE), "a run that {how} goes on");
        let status = run.wait().expect("it ends");
        assert_eq!(status.success(), ending == "passes", "a run that {how}: {said}");
        is_nothing_left(&folder, how);
    }
}
