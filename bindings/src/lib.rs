//! Kith for Kotlin, Swift and Python, by UniFFI over the façade.
