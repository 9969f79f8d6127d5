//! The façade with a cast of roles, over a relay that is a list in memory and over codes handed from phone to phone.

mod backups;
mod cast;
mod coins;
mod copies;
mod corrections;
mod cosigned;
mod crash;
mod disk;
mod envelopes;
mod faults;
mod forged_visits;
mod forks;
mod locks;
mod medicines;
mod meetings;
mod old;
mod people;
mod recovery;
mod refused;
mod removal;
mod rights;
mod safety;
mod signed_out;
mod threats;
mod traces;
mod writing;
