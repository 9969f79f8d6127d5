//! What a circle keeps of its person: medicines and doses, allergies, whom to ring, decisions, what was done task by task; and whom a note mentions. Pure rules.

pub mod calendar;
pub mod card;
pub mod card_link;
pub mod dose;
pub mod line;
pub mod mention;
pub mod recurrence;
pub mod reminder;
pub mod rota;
pub mod schedule;
pub mod task;

#[cfg(test)]
mod tests;
