//! UniFFI's generator, built from the same version as the library, so that the two always agree.

fn main() {
    uniffi::uniffi_bindgen_main();
}
