//! What stands for the content of a file: other content has another digest.

use data_encoding::{BASE64, HEXLOWER};
use sha2::{Digest, Sha256};

/// Letters of the digest in a file's name.
pub const MARK_LENGTH: usize = 16;

/// The digest in a file's name.
pub fn mark(content: &[u8]) -> String {
    let mut mark = HEXLOWER.encode(&Sha256::digest(content));
    mark.truncate(MARK_LENGTH);
    mark
}

/// The whole digest, as browsers compare it.
pub fn integrity(content: &[u8]) -> String {
    format!("sha256-{}", BASE64.encode(&Sha256::digest(content)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_the_one_that_everybody_computes() {
        let nothing = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        assert_eq!(integrity(b""), nothing);
        assert_eq!(mark(b""), "e3b0c44298fc1c14");
    }
}
