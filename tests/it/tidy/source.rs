//! The repository's files, read once, and Rust files as tokens: a rule then never trips over a
//! comment or the inside of a string.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// Every text file under the project's own directories and beside its `Cargo.toml`.
pub static ALL: LazyLock<Vec<Source>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Vec::new();
    read(root, "", &mut sources);
    assert!(sources.iter().any(|source| source.path == "src/lib.rs"), "the files are found");
    sources
});

const DIRECTORIES: &[&str] =
    &[".ci", ".github", "benches", "examples", "src", "static", "tests", "xtask"];
const NEVER: &[&str] = &["target", "dist", "node_modules"];
const TEXTS: &[&str] =
    &["css", "html", "js", "json", "md", "rs", "sh", "svg", "toml", "txt", "yaml", "yml"];

fn read(root: &Path, below: &str, sources: &mut Vec<Source>) {
    let entries = fs::read_dir(root.join(below)).expect("the project's directories can be read");
    for entry in entries {
        let name = entry.expect("an entry can be read").file_name().to_string_lossy().into_owned();
        let path = if below.is_empty() { name.clone() } else { format!("{below}/{name}") };
        let full = root.join(&path);
        if full.is_dir() {
            let ours = !below.is_empty() || DIRECTORIES.contains(&name.as_str());
            if ours && !NEVER.contains(&name.as_str()) {
                read(root, &path, sources);
            }
        } else if name.rsplit_once('.').is_some_and(|(_, kind)| TEXTS.contains(&kind)) {
            let text = fs::read_to_string(full).expect("a text file is UTF-8");
            sources.push(Source::new(path, text));
        }
    }
}

/// One file.
pub struct Source {
    /// Its path from the root, with slashes.
    pub path: String,
    /// What it says.
    pub text: String,
}

/// A word of a Rust file that is neither comment nor string.
pub struct Word {
    /// The identifier.
    pub text: String,
    /// Its line, from 1.
    pub line: usize,
}

/// A path of a Rust file, as in `crate::sim::model::World`, with groups taken apart.
pub struct Import {
    /// Its segments.
    pub segments: Vec<String>,
    /// The line on which it starts, from 1.
    pub line: usize,
}

/// A function with a body.
pub struct Function {
    /// Its name.
    pub name: String,
    /// Its lines, from `fn` to the closing brace.
    pub lines: usize,
}

impl Source {
    /// A file called `path` that says `text`.
    pub fn new(path: String, text: String) -> Self {
        Self { path, text }
    }

    /// Whether it is a Rust file.
    pub fn is_rust(&self) -> bool {
        self.is_kind("rs")
    }

    /// Whether the file's name ends in a dot and `kind`.
    pub fn is_kind(&self, kind: &str) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, its)| its == kind)
    }

    fn tokens(&self) -> TokenStream {
        self.text.parse().unwrap_or_else(|error| panic!("{}: {error}", self.path))
    }

    /// The module that the file is, as a path below `src`; `src/lib.rs` and `src/main.rs` are
    /// the empty one.
    pub fn module(&self) -> Vec<String> {
        let path = self.path.trim_start_matches("src/").trim_end_matches(".rs");
        let mut module: Vec<String> = path.split('/').map(String::from).collect();
        let last = module.last().map_or("", String::as_str);
        if matches!(last, "mod" | "lib" | "main") {
            module.pop();
        }
        module
    }

    /// Every identifier.
    pub fn words(&self) -> Vec<Word> {
        let mut words = Vec::new();
        each(self.tokens(), &mut |token| {
            if let TokenTree::Ident(ident) = token {
                let line = ident.span().start().line;
                words.push(Word { text: ident.to_string(), line });
            }
        });
        words
    }

    /// Every literal as it is written: strings with their quotes, and numbers.
    pub fn literals(&self) -> Vec<Word> {
        let mut literals = Vec::new();
        each(self.tokens(), &mut |token| {
            if let TokenTree::Literal(literal) = token {
                let line = literal.span().start().line;
                literals.push(Word { text: literal.to_string(), line });
            }
        });
        literals
    }

    /// The literals that begin what one of `functions` is called with.
    pub fn called(&self, functions: &[&str]) -> Vec<Word> {
        let mut literals = Vec::new();
        called_in(self.tokens(), functions, &mut literals);
        literals
    }

    /// Every path, imported or written out, resolved to segments below the crate: `super` and
    /// `self` are followed, `crate` and the crate's own name become `crate`.
    pub fn imports(&self) -> Vec<Import> {
        let mut imports = Vec::new();
        paths(self.tokens(), &[], &mut imports);
        for import in &mut imports {
            resolve(&mut import.segments, &self.module());
        }
        imports
    }

    /// Every function with a body.
    pub fn functions(&self) -> Vec<Function> {
        let mut functions = Vec::new();
        functions_in(self.tokens(), &mut functions);
        functions
    }
}

/// Calls `visit` with every token, groups opened.
fn each(stream: TokenStream, visit: &mut impl FnMut(&TokenTree)) {
    for token in stream {
        visit(&token);
        if let TokenTree::Group(group) = token {
            each(group.stream(), visit);
        }
    }
}

/// Collects the literals that begin a group behind one of `functions`.
fn called_in(stream: TokenStream, functions: &[&str], out: &mut Vec<Word>) {
    let mut is_called = false;
    for token in stream {
        if let TokenTree::Group(group) = &token {
            if let (true, Some(TokenTree::Literal(literal))) =
                (is_called, group.stream().into_iter().next())
            {
                let line = literal.span().start().line;
                out.push(Word { text: literal.to_string(), line });
            }
            called_in(group.stream(), functions, out);
        }
        is_called =
            matches!(&token, TokenTree::Ident(word) if functions.iter().any(|it| word == it));
    }
}

fn is_mark(token: Option<&TokenTree>, mark: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == mark)
}

/// Collects the paths of `stream`, each put behind `prefix`, the path of the `use` group it is in.
fn paths(stream: TokenStream, prefix: &[String], out: &mut Vec<Import>) {
    let tokens: Vec<TokenTree> = stream.into_iter().collect();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += 1;
        match token {
            TokenTree::Group(group) => paths(group.stream(), &[], out),
            TokenTree::Ident(ident) => {
                let line = ident.span().start().line;
                let mut segments = [prefix, &[ident.to_string()]].concat();
                while is_mark(tokens.get(at), ':') && is_mark(tokens.get(at + 1), ':') {
                    at += 2;
                    match tokens.get(at) {
                        Some(TokenTree::Ident(ident)) => segments.push(ident.to_string()),
                        Some(TokenTree::Group(group)) if is_braced(group) => {
                            paths(group.stream(), &segments, out);
                        }
                        _ => break,
                    }
                    at += 1;
                }
                out.push(Import { segments, line });
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

fn is_braced(group: &Group) -> bool {
    group.delimiter() == Delimiter::Brace
}

fn resolve(segments: &mut Vec<String>, module: &[String]) {
    match segments[0].as_str() {
        "redelivery" => segments[0] = "crate".into(),
        "self" | "super" => {
            let ups = segments.iter().take_while(|segment| *segment == "super").count();
            let keep = module.len().saturating_sub(ups);
            let own = usize::from(segments[0] == "self");
            let rest = segments.split_off(ups + own);
            *segments = vec!["crate".into()];
            segments.extend_from_slice(&module[..keep]);
            segments.extend(rest);
        }
        _ => {}
    }
}

fn functions_in(stream: TokenStream, out: &mut Vec<Function>) {
    let tokens: Vec<TokenTree> = stream.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        if let TokenTree::Group(group) = token {
            functions_in(group.stream(), out);
        }
        let Some(TokenTree::Ident(name)) = tokens.get(at + 1) else { continue };
        if !matches!(token, TokenTree::Ident(word) if *word == "fn") {
            continue;
        }
        let ends = |token: &&TokenTree| {
            is_mark(Some(token), ';')
                || matches!(token, TokenTree::Group(group) if is_braced(group))
        };
        if let Some(TokenTree::Group(body)) = tokens[at..].iter().find(ends) {
            let start = token.span().start().line;
            let lines = body.span_close().end().line - start + 1;
            out.push(Function { name: name.to_string(), lines });
        }
    }
}

#[test]
fn paths_are_taken_apart_and_resolved() {
    let text = "use super::{model::{World, Entry as E}, io};\n\
                fn f() { crate::words::step(); redelivery::codec::x(); \"crate::app\"; }\n\
                // crate::app\n use std::fmt::{self};";
    let source = Source::new("src/sim/machine.rs".into(), text.into());
    let imports: Vec<String> = source
        .imports()
        .iter()
        .map(|import| import.segments.join("::"))
        .filter(|path| path.contains("::"))
        .collect();
    assert_eq!(
        imports,
        [
            "crate::sim::model::World",
            "crate::sim::model::Entry",
            "crate::sim::model::as",
            "crate::sim::model::E",
            "crate::sim::model",
            "crate::sim::io",
            "crate::sim",
            "crate::words::step",
            "crate::codec::x",
            "std::fmt::self",
            "std::fmt",
        ]
    );
}

#[test]
fn modules_are_named_after_their_files() {
    let module = |path: &str| Source::new(path.into(), String::new()).module().join("::");
    assert_eq!(module("src/lib.rs"), "");
    assert_eq!(module("src/sim/mod.rs"), "sim");
    assert_eq!(module("src/sim/approach/outbox.rs"), "sim::approach::outbox");
}

#[test]
fn functions_are_measured_from_fn_to_brace() {
    let text = "trait T { fn open(&self); }\n\
                impl T {\n    fn one(&self) -> [u8; 2] {\n        1\n    }\n}\nfn two() {}\n";
    let source = Source::new("src/x.rs".into(), text.into());
    let functions: Vec<(String, usize)> =
        source.functions().into_iter().map(|function| (function.name, function.lines)).collect();
    assert_eq!(functions, [("one".into(), 3), ("two".into(), 1)]);
}
