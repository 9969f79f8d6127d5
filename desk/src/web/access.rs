//! The secrets of one set of pages, all derived from the token: the cookie is not the token, and a form's secret is neither.

/// What lets a browser in and lets a form act.
pub(super) struct Access {
    token: String,
    cookie_name: String,
    cookie_value: String,
    form_secret: String,
}

impl Access {
    /// The secrets that belong to a token.
    pub(super) fn new(token: &str) -> Self {
        // Named by the token, since a browser gives the cookies of 127.0.0.1 to every port: two profiles would log each other out.
        let name = derive("kith desk cookie name", token);
        Self {
            token: token.to_owned(),
            cookie_name: format!("kith-{}", &name[..8]),
            cookie_value: derive("kith desk cookie", token),
            form_secret: derive("kith desk form", token),
        }
    }

    /// Whether this is the token.
    pub(super) fn is_token(&self, given: &str) -> bool {
        alike(given, &self.token)
    }

    /// Whether a `Cookie` header carries the right cookie.
    pub(super) fn is_in(&self, cookies: &str) -> bool {
        cookie(cookies, &self.cookie_name).is_some_and(|value| alike(value, &self.cookie_value))
    }

    /// Whether this is the secret that every form of these pages carries.
    pub(super) fn is_form_secret(&self, given: &str) -> bool {
        alike(given, &self.form_secret)
    }

    /// The secret for a form's hidden field.
    pub(super) fn form_secret(&self) -> &str {
        &self.form_secret
    }

    /// The `Set-Cookie` header that lets a browser in.
    pub(super) fn cookie(&self, prefix: &str) -> String {
        format!("{}={}; Path={prefix}/; HttpOnly; SameSite=Strict", self.cookie_name, self.cookie_value)
    }
}

/// The value of a cookie in a `Cookie` header.
pub(super) fn cookie<'a>(cookies: &'a str, name: &str) -> Option<&'a str> {
    cookies.split(';').filter_map(|pair| pair.trim().split_once('=')).find(|(key, _)| *key == name).map(|(_, value)| value)
}

fn derive(context: &str, token: &str) -> String {
    blake3::Hasher::new_derive_key(context).update(token.as_bytes()).finalize().to_hex().to_string()
}

/// Equality that takes as long for a near miss as for a far one: hashes are compared in constant time.
pub(super) fn alike(given: &str, right: &str) -> bool {
    !right.is_empty() && blake3::hash(given.as_bytes()) == blake3::hash(right.as_bytes())
}
