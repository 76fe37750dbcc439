//! How long each part of a command takes: said when it begins, as far as that is known, and in a
//! table when the command ends.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Shorter parts are not worth a line when they begin.
const WORTH_A_LINE: Duration = Duration::from_secs(5);

/// The parts of the command at hand, and what they took the last time.
pub struct Times {
    start: Instant,
    parts: RefCell<Vec<Part>>,
    /// How many parts are open, one inside the other.
    depth: RefCell<usize>,
    file: PathBuf,
}

struct Part {
    name: String,
    depth: usize,
    /// Absent as long as the part lasts.
    took: Option<Took>,
}

/// On the clock, and of all processors together, where the system says so.
#[derive(Clone, Copy)]
struct Took {
    clock: Duration,
    cpu: Option<Duration>,
}

impl Times {
    /// Begins; `file` remembers from one command to the next.
    pub fn new(file: PathBuf) -> Self {
        Self { start: Instant::now(), parts: RefCell::default(), depth: RefCell::new(0), file }
    }

    /// Does one part. `usually` is how long it takes on two cores where everything is missing, or
    /// empty if that is not worth telling.
    pub fn part<T>(&self, name: &str, usually: &str, work: impl FnOnce() -> T) -> T {
        match (remembered(&self.file).get(name), usually) {
            (Some(last), _) if *last >= WORTH_A_LINE => {
                println!("{name}: {} the last time", told(*last));
            }
            (None, usually) if !usually.is_empty() => println!("{name}: {usually}"),
            _ => {}
        }
        let (start, before) = (Instant::now(), cpu("self"));
        let index = self.parts.borrow().len();
        let depth = *self.depth.borrow();
        self.parts.borrow_mut().push(Part { name: name.to_owned(), depth, took: None });
        *self.depth.borrow_mut() += 1;
        let outcome = work();
        *self.depth.borrow_mut() -= 1;
        let cpu = cpu("self").zip(before).map(|(now, before)| now.saturating_sub(before));
        self.parts.borrow_mut()[index].took = Some(Took { clock: start.elapsed(), cpu });
        outcome
    }

    /// Notes a part that another process, which still runs, has done since it started.
    pub fn note(&self, name: &str, clock: Duration, process: u32) {
        let took = Some(Took { clock, cpu: cpu(&process.to_string()) });
        self.parts.borrow_mut().push(Part { name: name.to_owned(), depth: 0, took });
    }

    /// Prints the table, and remembers it.
    pub fn print(&self) {
        let parts = self.parts.borrow();
        if parts.is_empty() {
            return;
        }
        let all = Took { clock: self.start.elapsed(), cpu: cpu("self") };
        println!("\n{}", table(&parts, all));
        let mut known = remembered(&self.file);
        known.extend(parts.iter().filter_map(|it| Some((it.name.clone(), it.took?.clock))));
        let lines = known.iter().map(|(name, took)| format!("{}\t{name}\n", took.as_millis()));
        // That it can't be remembered is no reason to fail.
        let _ = fs::write(&self.file, lines.collect::<String>());
    }
}

/// What parts took the last time, by name.
fn remembered(file: &Path) -> BTreeMap<String, Duration> {
    let text = fs::read_to_string(file).unwrap_or_default();
    let line = |line: &str| {
        let (took, name) = line.split_once('\t')?;
        Some((name.to_owned(), Duration::from_millis(took.parse().ok()?)))
    };
    text.lines().filter_map(line).collect()
}

fn table(parts: &[Part], all: Took) -> String {
    let name = |part: &Part| format!("{}{}", "  ".repeat(part.depth), part.name);
    let mut rows: Vec<(String, Option<Took>)> =
        parts.iter().map(|part| (name(part), part.took)).collect();
    rows.push(("altogether".to_owned(), Some(all)));
    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default();
    let mut text = format!("{:width$}  {:>12}  {:>12}\n", "", "clock", "processors");
    for (name, took) in rows {
        let clock = took.map_or_else(|| "unfinished".to_owned(), |took| told(took.clock));
        let cpu = took.and_then(|took| took.cpu).map(told).unwrap_or_default();
        let row = format!("{name:width$}  {clock:>12}  {cpu:>12}");
        writeln!(text, "{}", row.trim_end()).expect("a String takes every text");
    }
    text
}

/// "1 min 5 s".
pub fn told(time: Duration) -> String {
    match (time.as_secs() / 60, time.as_secs() % 60) {
        (0, seconds) => format!("{seconds} s"),
        (minutes, seconds) => format!("{minutes} min {seconds} s"),
    }
}

/// The time that a process and those that it started and waited for have had a processor. Only
/// Linux has a file that says so.
fn cpu(process: &str) -> Option<Duration> {
    ticks(&fs::read_to_string(format!("/proc/{process}/stat")).ok()?)
        .map(|ticks| Duration::from_millis(ticks * 10))
}

/// The sum of the process's and its children's ticks, a hundredth of a second each. The name of
/// the program, in parentheses, may have anything in it.
fn ticks(stat: &str) -> Option<u64> {
    let (_, fields) = stat.rsplit_once(") ")?;
    let ticks: Vec<u64> =
        fields.split(' ').skip(11).take(4).map(str::parse).collect::<Result<_, _>>().ok()?;
    (ticks.len() == 4).then(|| ticks.iter().sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_told_in_minutes_once_there_are_some() {
        assert_eq!(told(Duration::from_millis(900)), "0 s");
        assert_eq!(told(Duration::from_secs(65)), "1 min 5 s");
    }

    #[test]
    fn the_ticks_of_a_process_are_found_behind_whatever_its_name_is() {
        let stat = "71 (a) b (c)) S 1 71 71 0 -1 4194560 9 8 7 6 100 20 3 4 20 0 1 0 55";
        assert_eq!(ticks(stat), Some(127));
        assert_eq!(ticks("71 (a) S 1 71"), None);
    }

    #[test]
    fn parts_stand_in_the_table_inside_what_they_are_parts_of() {
        let seconds = Duration::from_secs;
        let part = |name: &str, depth, clock: Option<Duration>| Part {
            name: name.to_owned(),
            depth,
            took: clock.map(|clock| Took { clock, cpu: Some(2 * clock) }),
        };
        let parts = [
            part("site", 0, Some(seconds(65))),
            part("programs", 1, Some(seconds(60))),
            part("x", 0, None),
        ];
        let table = table(&parts, Took { clock: seconds(70), cpu: None });
        let rows: Vec<&str> = table.lines().skip(1).collect();
        assert_eq!(
            rows[0].split_whitespace().collect::<Vec<_>>().join(" "),
            "site 1 min 5 s 2 min 10 s"
        );
        assert!(rows[1].starts_with("  programs"), "{table}");
        assert!(rows[2].ends_with("unfinished"), "{table}");
        assert!(rows[3].starts_with("altogether") && rows[3].ends_with("1 min 10 s"), "{table}");
    }

    #[test]
    fn what_a_part_took_is_told_the_next_time() {
        let file = std::env::temp_dir().join(format!("times-{}", std::process::id()));
        let times = Times::new(file.clone());
        let outcome = times.part("outer", "", || times.part("inner", "", || 7));
        times.print();
        let names: Vec<String> = remembered(&file).into_keys().collect();
        assert_eq!((outcome, names.join(" ").as_str()), (7, "inner outer"));
        fs::remove_file(file).expect("it was written");
    }
}
