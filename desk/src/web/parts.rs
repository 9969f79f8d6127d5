//! The parts that pages are made of: cards, states, faces, and the fields of forms that keep what was written.

use super::desk::Desk;
use super::form::{Form, word};
use super::icon::{Icon, icon};
use kith_core::kith::view::{Arrival, Element, MemberView, Mood, NoteView, PersonView, Role};
use maud::{Markup, html};

/// The most characters of a person's name that make the face's letters.
const FACE_LETTERS: usize = 1;

/// A form of a page, and what was written in it if it did not go through.
pub(super) struct Fields<'a> {
    desk: &'a Desk,
    action: String,
    sent: Option<&'a Form>,
    draft: bool,
    kept_at: Option<String>,
    private: bool,
    files: bool,
}

/// A field's label and hint, in words.
pub(super) struct Label {
    /// What the field is.
    pub(super) label: String,
    /// A hint, if one helps.
    pub(super) hint: Option<String>,
}

/// A label without a hint.
pub(super) fn label(text: String) -> Label {
    Label { label: text, hint: None }
}

/// A choice in a list: its value, its words, and whether it is chosen to begin with.
pub(super) struct Choice {
    /// Sent with the form.
    pub(super) value: String,
    /// Shown.
    pub(super) text: String,
}

impl<'a> Fields<'a> {
    /// The form that is sent to this path.
    pub(super) fn of(desk: &'a Desk, action: impl Into<String>) -> Self {
        let action = action.into();
        let sent = desk.sent(&action);
        Self { desk, action, sent, draft: false, kept_at: None, private: false, files: false }
    }

    /// What is written in it survives a reload before it is sent.
    pub(super) fn draft(mut self) -> Self {
        self.draft = true;
        self
    }

    /// What is written in it is kept by the device too, under this address, so that it goes on on another device of one's own.
    pub(super) fn kept_at(mut self, address: String) -> Self {
        self.kept_at = Some(self.desk.url(&address));
        self
    }

    /// What is written in it is kept by no browser, neither as a draft nor to fill it in again.
    pub(super) fn private(mut self) -> Self {
        self.private = true;
        self
    }

    /// It may bring files.
    pub(super) fn with_file(mut self) -> Self {
        self.files = true;
        self
    }

    /// Whether this form was sent and did not go through.
    pub(super) fn failed(&self) -> bool {
        self.sent.is_some()
    }

    /// The form round its fields.
    pub(super) fn draw(&self, class: &str, body: &Markup) -> Markup {
        html! {
            form.(class) method="post" action=(self.desk.url(&self.action)) enctype=[self.files.then_some("multipart/form-data")] data-draft[self.draft] data-kept=[&self.kept_at] autocomplete=[self.private.then_some("off")] {
                (self.desk.hidden())
                (body)
            }
        }
    }

    /// What a field begins with: what was written, or this.
    pub(super) fn value(&self, name: &str, otherwise: &str) -> String {
        self.sent.map_or_else(|| otherwise.to_owned(), |sent| sent.get(name).to_owned())
    }

    /// Whether a box or choice begins ticked.
    pub(super) fn ticked(&self, name: &str, value: &str, otherwise: bool) -> bool {
        self.sent.map_or(otherwise, |sent| sent.all(name).any(|sent| sent == value))
    }

    fn id(&self, name: &str) -> String {
        let action: String = self.action.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' }).collect();
        format!("f{action}-{name}")
    }

    /// A field of one line.
    pub(super) fn line(&self, name: &str, label: &Label, otherwise: &str) -> Markup {
        self.input("text", name, label, otherwise)
    }

    /// A passphrase, never shown and never filled in again.
    pub(super) fn passphrase(&self, name: &str, label: &Label, new: bool) -> Markup {
        let kind = if new { "new-password" } else { "current-password" };
        self.wrap(name, label, |id, hint| {
            html! { input id=(id) name=(name) type="password" required autocomplete=(kind) aria-describedby=[hint]; }
        })
    }

    /// A field that must be filled in.
    pub(super) fn needed(&self, name: &str, label: &Label, otherwise: &str) -> Markup {
        self.wrap(name, label, |id, hint| {
            html! { input id=(id) name=(name) type="text" value=(self.value(name, otherwise)) required aria-describedby=[hint]; }
        })
    }

    /// A number between bounds.
    pub(super) fn number(&self, name: &str, label: &Label, otherwise: &str, bounds: (u32, u32)) -> Markup {
        self.wrap(name, label, |id, hint| {
            html! {
                input.number id=(id) name=(name) type="number" inputmode="numeric" min=(bounds.0) max=(bounds.1)
                    value=(self.value(name, otherwise)) aria-describedby=[hint];
            }
        })
    }

    fn input(&self, kind: &str, name: &str, label: &Label, otherwise: &str) -> Markup {
        self.wrap(name, label, |id, hint| {
            html! { input id=(id) name=(name) type=(kind) value=(self.value(name, otherwise)) aria-describedby=[hint]; }
        })
    }

    /// A file to choose; what was chosen is not kept where the form did not go through.
    pub(super) fn file(&self, name: &str, label: &Label, accept: &str) -> Markup {
        self.wrap(name, label, |id, hint| {
            html! { input id=(id) name=(name) type="file" accept=(accept) aria-describedby=[hint]; }
        })
    }

    /// A day and a time, as the zone of the pages has them.
    pub(super) fn moment(&self, name: &str, label: &Label, otherwise: &str) -> Markup {
        self.input("datetime-local", name, label, otherwise)
    }

    /// A day of the calendar.
    pub(super) fn day(&self, name: &str, label: &Label, otherwise: &str) -> Markup {
        self.input("date", name, label, otherwise)
    }

    /// A field of several lines.
    pub(super) fn area(&self, name: &str, label: &Label, otherwise: &str, rows: u32) -> Markup {
        self.wrap(name, label, |id, hint| {
            // A browser drops the first line break of a text area.
            html! { textarea id=(id) name=(name) rows=(rows) aria-describedby=[hint] { "\n" (self.value(name, otherwise)) } }
        })
    }

    /// A list to choose one from.
    pub(super) fn select(&self, name: &str, label: &Label, choices: &[Choice], otherwise: &str) -> Markup {
        let chosen = self.value(name, otherwise);
        self.wrap(name, label, |id, hint| {
            html! {
                select id=(id) name=(name) aria-describedby=[hint] {
                    @for choice in choices { option value=(choice.value) selected[choice.value == chosen] { (choice.text) } }
                }
            }
        })
    }

    fn wrap(&self, name: &str, label: &Label, field: impl Fn(&str, Option<&str>) -> Markup) -> Markup {
        let id = self.id(name);
        let hint_id = format!("{id}-hint");
        html! {
            div.field {
                label for=(id) { (label.label) }
                @if let Some(hint) = &label.hint { p.hint id=(hint_id) { (hint) } }
                (field(&id, label.hint.is_some().then_some(&hint_id)))
            }
        }
    }

    /// A box to tick.
    pub(super) fn tick(&self, name: &str, text: &str, otherwise: bool) -> Markup {
        html! {
            label.tick {
                input type="checkbox" name=(name) value="yes" checked[self.ticked(name, "yes", otherwise)];
                span { (text) }
            }
        }
    }

    /// The four elements as large toggles with shape and word: several, or just one.
    pub(super) fn elements(&self, name: &str, title: &Label, several: bool, chosen: &[Element]) -> Markup {
        let kind = if several { "checkbox" } else { "radio" };
        html! {
            fieldset.choices {
                legend { (title.label) }
                @if let Some(hint) = &title.hint { p.hint { (hint) } }
                @for element in ELEMENTS {
                    @let value = word(&element);
                    label.chip.(value) {
                        input type=(kind) name=(name) value=(value) checked[self.ticked(name, &value, chosen.contains(&element))];
                        span { (self.desk.element_shape(element)) }
                    }
                }
            }
        }
    }

    /// How the person was.
    pub(super) fn moods(&self, name: &str, title: &str) -> Markup {
        html! {
            fieldset.choices {
                legend { (title) }
                @for mood in [Mood::Low, Mood::AsUsual, Mood::Bright] {
                    @let value = word(&mood);
                    label.chip {
                        input type="radio" name=(name) value=(value) checked[self.ticked(name, &value, false)];
                        span { (self.desk.mood(mood)) }
                    }
                }
            }
        }
    }
}

/// The four elements in their order on every page.
pub(super) const ELEMENTS: [Element; 4] = [Element::MyCare, Element::MyHome, Element::MyCommunity, Element::MyLife];

/// A button that does something.
pub(super) fn button(mark: Icon, text: &str) -> Markup {
    html! { button.button type="submit" { (icon(mark)) span { (text) } } }
}

/// A button that does something less than the main thing.
pub(super) fn quiet_button(mark: Icon, text: &str) -> Markup {
    html! { button.button.quiet type="submit" { (icon(mark)) span { (text) } } }
}

/// What is shown where nothing is yet: what will appear, and how to begin.
pub(super) fn empty(text: &str) -> Markup {
    html! { p.empty { (icon(Icon::Profile)) span { (text) } } }
}

/// A person's face: the first letter of the name, in a colour that stays the same.
pub(super) fn face(person: &PersonView) -> Markup {
    let letters: String = person.name.trim().chars().take(FACE_LETTERS).flat_map(char::to_uppercase).collect();
    let colour = person.id.bytes().fold(0u8, u8::wrapping_add) % 4;
    html! { span.face.(format!("face-{colour}")) aria-hidden="true" { (letters) } }
}

impl Desk {
    /// An element with its shape.
    pub(super) fn element_shape(&self, element: Element) -> String {
        self.say(&format!("element-{}-shape", word(&element)))
    }

    /// A mood in words.
    pub(super) fn mood(&self, mood: Mood) -> String {
        self.say(&format!("visit-how-{}", word(&mood)))
    }

    /// A person's name, or "you".
    pub(super) fn name(&self, person: &PersonView) -> String {
        if person.me { self.say("word-you") } else { person.name.clone() }
    }

    /// A person's name that leads to what they show of themselves.
    pub(super) fn person_link(&self, person: &PersonView) -> Markup {
        html! { a.person href=(self.url(&format!("/people/{}", person.id))) { @if person.me { (self.say("desk-you")) } @else { (person.name) } } }
    }

    /// Elements as a row of small marks.
    pub(super) fn element_marks(&self, elements: &[Element]) -> Markup {
        html! { @for element in elements { span.mark.(word(element)) { (self.element_shape(*element)) } } }
    }

    /// A moment in words, with the exact time on demand.
    pub(super) fn time(&self, moment_ms: u64) -> Markup {
        html! { span.time title=(self.when_exact(moment_ms)) { (self.when(moment_ms)) } }
    }

    /// When a note was written; where its phone's clock was wrong, that is said.
    pub(super) fn written(&self, note: &NoteView) -> Markup {
        html! { (self.time(note.written_ms)) @if note.clock_doubtful { " · " (self.say("desk-clock-wrong")) } }
    }

    /// Where an item has arrived, in colour, mark and words.
    pub(super) fn arrived(&self, arrival: &Arrival) -> (&'static str, Icon, String) {
        match arrival {
            Arrival::HereOnly => ("open", Icon::Waiting, self.say("state-here-only")),
            Arrival::Relay => ("way", Icon::Relay, self.say("state-with-relay")),
            Arrival::People { people, of, .. } if people >= of => ("sure", Icon::Check, self.say("state-on-all-phones")),
            Arrival::People { people: 0, relay: true, .. } => ("way", Icon::Relay, self.say("state-with-relay")),
            Arrival::People { people, of, .. } => ("way", Icon::Check, self.say_with("state-on-phones", &[("have", (*people).into()), ("all", (*of).into())])),
            Arrival::Unknown => ("unknown", Icon::Unknown, self.say("state-unknown")),
        }
    }

    /// Where an item has arrived. It leads to who has it.
    pub(super) fn arrival(&self, item: &str, arrival: &Arrival) -> Markup {
        let (class, mark, text) = self.arrived(arrival);
        html! { a.state.(class) href=(self.url(&format!("/arrival/{item}"))) { (icon(mark)) span { (text) } } }
    }

    /// The state of coins or of an hour, in words and colour and mark.
    /// `area` begins the key of the words: `coin-state`, `hour-state`, `desk-received`.
    pub(super) fn state(&self, area: &str, state: &str) -> Markup {
        let (class, mark) = match state {
            "settled" | "counted" | "confirmed" | "taken" | "already-known" | "retired" | "earned" => ("sure", Icon::Check),
            "contested" | "claim" | "refused" => ("now", Icon::Alert),
            "given" | "elsewhere" => ("unknown", Icon::Go),
            _ => ("open", Icon::Waiting),
        };
        let text = self.say_or(&format!("{area}-{state}"), "word-unknown");
        html! { span.state.(class) { (icon(mark)) span { (text) } } }
    }

    /// The mark of what a device wrote after it was said to be lost.
    pub(super) fn under_review(&self) -> Markup {
        html! { span.state.open { (icon(Icon::Waiting)) span { (self.say("desk-under-review")) } } }
    }

    /// Everybody one may choose, but oneself.
    pub(super) fn choices_of(members: &[MemberView]) -> Vec<Choice> {
        members.iter().filter(|member| !member.person.me).map(|member| Choice { value: member.person.id.clone(), text: member.person.name.clone() }).collect()
    }

    /// Those who may be chosen, after nobody: a form that is sent untouched chooses no person.
    pub(super) fn somebody(&self, people: Vec<Choice>) -> Vec<Choice> {
        let nobody = Choice { value: String::new(), text: self.say("desk-choose-person") };
        std::iter::once(nobody).chain(people).collect()
    }

    /// The way to say in private that something is not right: alike wherever it stands, so that using it shows nothing.
    pub(super) fn worry(&self, asked: &str) -> Markup {
        html! { p { a.more href=(self.url(&format!("/safety/new?{asked}"))) { (icon(Icon::Alert)) span { (self.say("safety-worry")) } } } }
    }

    /// The way to have one thing erased, and back from there.
    pub(super) fn erase_link(&self, item: &str, back: &str) -> Markup {
        html! { p { a.more href=(self.url(&format!("/privacy/erase/{item}?back={back}"))) { (icon(Icon::Erase)) span { (self.say("erase-one")) } } } }
    }

    /// For those who may keep something back: the way to keep what somebody else wrote.
    pub(super) fn hold_link(&self, author: &PersonView, item: &str, back: &str) -> Markup {
        let may = self.who.roles.iter().any(|role| matches!(role, Role::SafeguardingLead | Role::RegisteredManager));
        html! { @if may && !author.me { a.more href=(self.url(&format!("/privacy/hold/{item}?back={back}"))) { (icon(Icon::Shield)) span { (self.say("hold-one")) } } } }
    }

    /// A link back to where one came from.
    pub(super) fn back(&self, path: &str, text: &str) -> Markup {
        html! { p.back { a href=(self.url(path)) { (icon(Icon::Back)) span { (text) } } } }
    }
}
