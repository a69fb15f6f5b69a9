//! A folder for the files of one test, its browser and its servers. Nothing is left of it: when it
//! is dropped, when the run fails, when the run is interrupted (shared/folders keeps watch), and
//! when all of that was not possible, then with the next run.

use std::fs::File;
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// So long may the path of a folder be, in bytes, that Chromium's socket in it has room for its
/// own: `/org.chromium.Chromium.XXXXXX/SingletonSocket`, together less than 108.
const LONGEST: usize = 62;

/// A folder in the system's temporary folder. Its end ends every process that was started in it.
pub struct Folder {
    path: PathBuf,
    /// Held as long as this process lives, so that another run knows whose folder is a leftover.
    _lock: File,
}

impl Folder {
    /// Makes a folder of a name that no other has.
    pub fn create() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        LazyLock::force(&WATCH);
        let number = NEXT.fetch_add(1, Ordering::SeqCst);
        let path = format!("{}{number:04}", beginning());
        assert!(path.len() <= LONGEST, "{path} is too long for a browser: set TMPDIR to another");
        let path = PathBuf::from(path);
        loop {
            std::fs::create_dir_all(&path).expect("a folder can be made");
            let Ok(lock) = File::open(&path) else { continue };
            lock.lock().expect("a folder can be locked");
            // Another run may have taken it for a leftover before it was locked.
            if path.is_dir() {
                return Self { path, _lock: lock };
            }
        }
    }

    /// Returns where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes a file into it and returns its path.
    pub fn file(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.path.join(name);
        std::fs::write(&path, bytes).expect("a file can be written");
        path.display().to_string()
    }

    /// Returns a program that works in this folder and has it as its home, too: temporary files,
    /// profiles, downloads, crash reports and caches are written here.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.path);
        for name in ["TMPDIR", "HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"] {
            command.env(name, &self.path);
        }
        command
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let is_removed = remove(std::slice::from_ref(&self.path));
        assert!(is_removed || std::thread::panicking(), "{} is left", self.path.display());
    }
}

/// Returns the beginning of the path of every folder of this process.
fn beginning() -> String {
    let name = format!("huiqi-{}-", std::process::id());
    std::env::temp_dir().join(name).display().to_string()
}

fn script() -> Command {
    let mut command = Command::new("bash");
    command.arg(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join("tests/browser/shared/folders"),
    );
    command
}

/// Ends what runs in these folders and removes them; returns whether none is left.
fn remove(folders: &[PathBuf]) -> bool {
    if folders.is_empty() {
        return true;
    }
    let status = script().arg("remove").args(folders).status();
    status.is_ok_and(|status| status.success())
}

/// Removes the folders at the end of this process, however that comes. Its input is the end of a
/// pipe that only this process holds: the system closes it even for a process that is killed.
static WATCH: LazyLock<Child> = LazyLock::new(|| {
    remove(&leftovers());
    let mut command = script();
    command.args(["watch", &std::process::id().to_string(), &beginning()]);
    // Ctrl-C is for the tests and not for their watch, which would end too early.
    command.process_group(0).stdin(Stdio::piped());
    command.spawn().expect("bash is installed")
});

/// Returns the folders of runs that are over.
fn leftovers() -> Vec<PathBuf> {
    let owner = |path: &Path| std::fs::metadata(path).map(|data| data.uid()).ok();
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_leftover = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let numbers = name.strip_prefix("huiqi-").and_then(|rest| rest.split_once('-'));
        numbers.is_some_and(|(process, number)| is_number(process) && is_number(number))
            && owner(path) == owner(Path::new("/proc/self"))
            && File::open(path).is_ok_and(|folder| folder.try_lock().is_ok())
    };
    let entries = std::fs::read_dir(std::env::temp_dir()).expect("there is a temporary folder");
    entries.filter_map(|entry| Some(entry.ok()?.path())).filter(is_leftover).collect()
}
