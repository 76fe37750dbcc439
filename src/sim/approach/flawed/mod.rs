//! Wrong on purpose: the defects that real implementations shipped, and the steps on the way to a
//! right one. Challenges, lessons and the tests of the checker are made of them. Adding one is one
//! new file and one line in [`FLAWED`].

mod atomic_without_ids;
mod check_before_load;
mod claimed_before_unclaimed;
mod close_unchecked;
mod close_unnoticed;
mod commit_unchecked;
mod early_receipt;
mod finish_as_mine;
mod finish_only_once;
mod id_in_two_writes;
mod ids_of_the_process;
mod latest_as_historic;
mod lost_update;
mod no_op_unrecorded;
mod one_blob_name;
mod one_id_for_two_commands;
pub(super) mod post_directly;
mod silent_duplicate;
mod steps;
mod token_of_the_wrong_message;
mod tokens_without_checkpoint;
mod transaction_left_open;

use super::Approach;

/// Every approach that is wrong on purpose.
pub static FLAWED: &[&Approach] = &[
    &check_before_load::APPROACH,
    &id_in_two_writes::APPROACH,
    &lost_update::APPROACH,
    &tokens_without_checkpoint::APPROACH,
    &transaction_left_open::APPROACH,
    &finish_as_mine::APPROACH,
    &finish_only_once::APPROACH,
    &commit_unchecked::APPROACH,
    &close_unchecked::APPROACH,
    &close_unnoticed::APPROACH,
    &token_of_the_wrong_message::APPROACH,
    &claimed_before_unclaimed::APPROACH,
    &latest_as_historic::APPROACH,
    &no_op_unrecorded::APPROACH,
    &ids_of_the_process::APPROACH,
    &one_blob_name::APPROACH,
    &post_directly::APPROACH,
    &atomic_without_ids::APPROACH,
    &early_receipt::APPROACH,
    &silent_duplicate::APPROACH,
    &one_id_for_two_commands::APPROACH,
];
