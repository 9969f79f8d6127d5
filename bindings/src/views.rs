//! The core's views as UniFFI sees them: the types are the core's own, only their shape is said again, since the core knows nothing of UniFFI.
//! The compiler holds the two together; `bindings/interface.txt` shows a change to whoever reviews it.

mod boundary;
mod circles;
mod coins;
mod devices;
mod lines;
mod medicines;
mod people;
mod places;
mod profiles;
mod recovery;
mod rota;
mod safety;
mod signal;
mod today;
