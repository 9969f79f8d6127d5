//! Today: what is on, who is coming, what changed.

use super::{
    Kith, KithResult,
    view::{NoteView, TodayView},
};
use crate::circle::mention;

impl Kith {
    pub(super) fn today(&mut self, now_ms: u64) -> KithResult<TodayView> {
        let mut news = Vec::new();
        for circle in self.circles()? {
            let notes = self.notes(&circle.id, 20, None)?;
            news.extend(notes.into_iter().filter(|n| n.new));
        }
        news.sort_by_key(|n| std::cmp::Reverse(n.written_ms));
        let plans = self.plan_views(None)?.into_iter().filter(|p| p.when.value.is_some() || !p.when.choices.is_empty()).collect();
        let name = self.name_of(&self.me);
        let mentions = news.iter().filter(|n: &&NoteView| n.author.id != self.me.hex() && mention::mentions(&n.text, &name)).cloned().collect();
        Ok(TodayView {
            mentions,
            open_visit: self.open_visit()?,
            to_confirm: self.visits_to_confirm()?,
            news,
            plans,
            balance: self.balance()?,
            circles: self.circles()?,
            due: self.doses_to_see_to(now_ms)?,
            dose_alerts: self.dose_alerts()?,
            stale_cards: self.stale_cards(now_ms)?,
            coming: self.coming(now_ms)?,
            visits_twice: self.visits_twice_elsewhere(now_ms)?,
            boundaries: self.boundaries_today(now_ms)?,
            card_looks: self.card_looks(now_ms)?,
        })
    }
}
