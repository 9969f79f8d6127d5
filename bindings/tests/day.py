"""A day of two people through the library that the phones load: an invitation, notes, a visit, its hour, and a coin handed over.

Run by `./check python`, which generates the module `kith` and says where the library is. Everything crosses by hand-over texts, with
no signal at all; the last part reads what waits and hears of changes.
"""

import asyncio
import os
import secrets
import shutil
import tempfile
import unittest

import kith


# Nothing happens by itself, and nothing leaves this machine: what crosses is carried by the test.
BY_HAND = kith.OpenOptions(automatic=False, lan=False, loopback=True)


class TestKeyStore(kith.KeyStore):
    """A platform's key store in memory: what it wrapped, it alone can give back."""

    def __init__(self):
        self.kept = {}
        self.counters = {}
        self.locked = False

    def wrap(self, secrets_):
        handle = secrets.token_bytes(16)
        self.kept[handle] = secrets_
        return handle

    def unwrap(self, wrapped):
        if self.locked or wrapped not in self.kept:
            raise kith.KithError.Locked(code="not-recognised", reason="the person was not recognised")
        return self.kept[wrapped]


class Changes(kith.Observer):
    """Keeps what it hears, and lets a test wait for it."""

    def __init__(self):
        self.loop = asyncio.get_running_loop()
        self.heard = []
        self.news = asyncio.Event()

    def changed(self, change):
        self.heard.append(change)
        self.loop.call_soon_threadsafe(self.news.set)

    async def until(self, wanted):
        while not any(wanted(change) for change in self.heard):
            self.news.clear()
            await asyncio.wait_for(self.news.wait(), timeout=20)


async def carry(source, target):
    """Carries all that `target` may lack, by hand."""
    me = (await target.whoami()).person.id
    return await target.receive((await source.pack(me)).text)


class Day(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.folder = tempfile.mkdtemp(prefix="kith-day-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.stores = {}

    def place(self, name):
        return os.path.join(self.folder, name)

    async def create(self, name, language=kith.Language.ENGLISH):
        self.stores[name] = TestKeyStore()
        return self.opened(await kith.Kith.create(self.place(name), name, language, self.stores[name], BY_HAND))

    def opened(self, device):
        self.addAsyncCleanup(device.shut)
        return device

    async def coop(self):
        """Mair's device is the office; Carys joins by hand-over."""
        mair, carys = await self.create("Mair"), await self.create("Carys", kith.Language.WELSH)
        await mair.coop_create("Cwm Gofal", ["Cwm Isaf"])
        invitation = await mair.invite("Carys", "worker", None)
        answer = await carys.join(invitation.text)
        admitted = await mair.receive(answer.reply.text)
        await carys.receive(admitted.reply.text)
        self.assertEqual((await carys.coop()).name, "Cwm Gofal")
        return mair, carys

    async def circle(self):
        mair, carys = await self.coop()
        await carry(carys, mair)
        circle = await mair.circle_create("Round Mair", "me")
        carys_id = (await carys.whoami()).person.id
        await mair.circle_add(circle.id, carys_id, kith.Level.MEMBER)
        await carry(mair, carys)
        self.assertEqual([c.name for c in await carys.circles()], ["Round Mair"])
        return mair, carys, circle

    # covers: M7, R2, X1
    async def test_notes_written_apart_are_on_both_phones_with_their_authors(self):
        mair, carys, circle = await self.circle()
        await mair.note_write(circle.id, "The kettle is mended.")
        await carys.note_write(circle.id, "Mae hi'n braf heddiw.")
        await carry(mair, carys)
        await carry(carys, mair)
        for device in (mair, carys):
            notes = {(n.author.name, n.text) for n in await device.notes(circle.id, 10)}
            self.assertEqual(notes, {("Mair", "The kettle is mended."), ("Carys", "Mae hi'n braf heddiw.")})
        found = await carys.note_search("kettle", 10)
        self.assertEqual([n.text for n in found], ["The kettle is mended."])

    # covers: C1, C11, R3
    async def test_an_hour_given_is_confirmed_becomes_a_coin_and_is_passed_on(self):
        mair, carys, circle = await self.circle()
        visit = await carys.visit_check_in(circle.id)
        said = kith.CheckOut(minutes=60, done=[kith.Element.MY_HOME], text="Soup and a walk.", handover="Bins on Friday.")
        await carys.visit_check_out(visit.id, said)
        await carry(carys, mair)
        self.assertEqual([v.id for v in await mair.visits_to_confirm()], [visit.id])
        confirmed = await mair.visit_confirm(visit.id)
        self.assertEqual((confirmed.visit.id, confirmed.hand_over.kind), (visit.id, "confirmation"))
        await carry(mair, carys)
        purse = await carys.purse()
        self.assertEqual(len(purse.coins), 1, purse)

        invoice = await mair.coin_invoice()
        await carys.receive(invoice.text)
        given = await carys.coin_give("Mair", kith.Gift(count=1, words="for the soup"))
        taken = await mair.receive(given.hand_over.text)
        self.assertEqual(taken.outcome, "taken", taken)
        self.assertEqual((await carys.purse()).balance.settled, 0)
        balance = (await mair.purse()).balance
        self.assertEqual(balance.settled + balance.promised, 1, balance)

    # covers: X2
    async def test_two_phones_on_one_network_meet_directly(self):
        mair, carys, circle = await self.circle()
        await mair.note_write(circle.id, "The kettle is mended.")
        met = await carys.sync_with(mair.address())
        self.assertEqual(met.devices, 1)
        self.assertEqual([n.text for n in await carys.notes(circle.id, 10)], ["The kettle is mended."])
        await carys.airplane(True)
        self.assertIsNone(carys.address())
        with self.assertRaises(kith.KithError.NeedsSignal):
            await carys.sync()

    # covers: X8
    async def test_what_is_written_waits_until_it_is_known_to_have_arrived(self):
        mair, carys, circle = await self.circle()
        heard = Changes()
        subscription = mair.observe(heard)
        await mair.note_write(circle.id, "On this phone only.")
        await heard.until(lambda change: isinstance(change, (kith.Change.CIRCLE, kith.Change.OVERFLOW)))
        subscription.cancel()
        self.assertIsInstance((await mair.notes(circle.id, 1))[0].arrival, kith.Arrival.HERE_ONLY)
        self.assertGreater((await mair.truth()).waiting, 0)

    async def test_a_bad_reference_is_an_error_that_names_its_kind(self):
        mair, _, circle = await self.circle()
        with self.assertRaises(kith.KithError.NotFound):
            await mair.notes("ffffffff", 10)
        with self.assertRaises(kith.KithError.InvalidInput):
            await mair.note_write(circle.id, "")
        with self.assertRaises(kith.KithError.InvalidInput):
            await mair.receive("not a code of ours")

    # covers: X1
    async def test_a_profile_opens_again_with_its_key_store_and_only_with_it(self):
        mair, _, circle = await self.circle()
        await mair.note_write(circle.id, "Still here tomorrow.")
        await mair.shut()
        store = self.stores["Mair"]
        store.locked = True
        with self.assertRaises(kith.KithError.Locked):
            await kith.Kith.open(self.place("Mair"), store, BY_HAND)
        store.locked = False
        again = self.opened(await kith.Kith.open(self.place("Mair"), store, BY_HAND))
        self.assertEqual((await again.notes(circle.id, 1))[0].text, "Still here tomorrow.")


if __name__ == "__main__":
    unittest.main(verbosity=2)
