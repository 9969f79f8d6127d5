//! One thing as it is before it is erased: what it is, where it stands, who wrote it and when, and its words.

use super::{erase::Found, hold::words_in};
use crate::{
    document::FieldView,
    kith::{Kith, KithResult, plans, view::ErasedView},
};
use kith_wire::{Body, Lane};

impl Kith {
    /// What would be erased; nothing is.
    pub(super) fn prospect(&self, found: &Found) -> KithResult<ErasedView> {
        let mut view = self.erased_view(found)?;
        view.preview = true;
        view.text = self.words_of_thing(found)?;
        Ok(view)
    }

    /// The words of a thing: of a document as it is now, of anything else all that was told.
    fn words_of_thing(&self, found: &Found) -> KithResult<Vec<String>> {
        if let Some(row) = self.storage.document(&found.id)? {
            return Ok(plans::view_of(&row).fields.into_values().flat_map(words_of_field).filter(|text| !text.is_empty()).collect());
        }
        let n = self.space(&found.space)?.n;
        let mut out = Vec::new();
        for (device, targets) in &found.chosen {
            let device_n = self.storage.device_n(device)?;
            for target in targets {
                let Some(entry) = self.storage.entries(n, Lane::Data, device_n, (target.seq, target.seq))?.into_iter().next() else { continue };
                if let Body::Held { bytes, .. } = &entry.body {
                    out.extend(words_in(entry.kind as u8, bytes));
                }
            }
        }
        Ok(out)
    }
}

fn words_of_field(field: FieldView) -> Vec<String> {
    match field {
        FieldView::Text(text) => vec![text],
        FieldView::Register(value) => value.into_iter().collect(),
        FieldView::Kept(values) => values.into_iter().map(|one| one.value).collect(),
        FieldView::Texts(texts) => texts.into_values().collect(),
        FieldView::Values(values) => values.into_values().flatten().map(|one| one.value).collect(),
        FieldView::Set(things) => things,
        FieldView::Items(_) => Vec::new(),
    }
}
