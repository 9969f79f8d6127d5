### Kith in English. One catalogue for every shell; cy.ftl has the same keys with the same variables.
### Keys are grouped by screen and begin with their area. Speak as a neighbour would: short, plain, no blame.

## The app, the five places and what every screen has

app-name = Kith
app-of-coop = Kith, { $coop }
language-name = English
language-other = Cymraeg
language-choose = Language

place-today = Today
place-circle = Circle
place-coins = Coins
place-people = People
place-more = More
place-office = Office
place-main = The main places
place-skip = Go to the main part

button-save = Save
button-cancel = Cancel
button-back = Back
button-done = Done
button-next = Next
button-add = Add
button-remove = Remove
button-change = Change
button-open = Open
button-close = Close
button-send = Send
button-copy = Copy
button-print = Print
button-download = Download
button-search = Search
button-again = Try again
button-show-all = Show all
button-undo = Undo
button-yes = Yes
button-no = No
button-unlock = Unlock

word-and = and
word-you = you
word-or = or
word-optional = if you like
word-required = needed
word-none = none
word-unknown = not known yet
word-said-by-device = as that phone told the time
word-nobody = nobody yet
word-count-people = { $count ->
    [one] 1 person
   *[other] { $count } people
}
word-somebody = somebody we do not know yet

list-by-when = { $name } · { $when }

## Times and days

time-minutes = { $count ->
    [one] 1 minute
   *[other] { $count } minutes
}
time-hours = { $count ->
    [one] 1 hour
   *[other] { $count } hours
}
time-hours-minutes = { $hours ->
    [one] 1 hour
   *[other] { $hours } hours
} and { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
}
date-today = today
date-yesterday = yesterday
date-tomorrow = tomorrow
date-day-time = { $day } { $clock }
date-weekday = { $weekday ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}
date-on-weekday = { $weekday ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}
date-month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
date-in-year = { $day } { $month }
date-with-year = { $day } { $month } { $year }
date-exact = { $weekday } { $date }, { $clock }
date-unknown = at a time we cannot tell

## The truth strip: what waits, where it is, when things last met

truth-waiting = { $count ->
    [0] Nothing waits.
    [one] 1 thing waits.
   *[other] { $count } things wait.
}
truth-last-exchange = Last exchange { $when }.
truth-never-exchanged = No exchange yet.
truth-all-with-relay = Everything is with the relay.
truth-all-with-everyone = Everything is on everyone’s phones.
truth-no-signal = No signal: all of it is safe here.
truth-nothing-new = No signal. What you see is from the last exchange.
truth-relay-unreachable = The relay does not answer: all of it is safe here and goes by itself later.
truth-relay-silent = The relay does not answer now.
truth-exchanging = Exchanging now: { $done } of { $all }.
truth-not-known = We do not know yet what has arrived.
truth-left-out = Somebody cannot read all that is new yet.
truth-cannot-open = Something new cannot be opened here yet.
apart-title = Who cannot read what is new yet
apart-left-out = { $place }: { $names } cannot read there yet what is new. A device of theirs has not been given the key. { $who } can give it: exchange with them, or hand them a pack.
apart-left-out-here = { $place }: { $names } cannot read there yet what is new. A device of theirs has not been given the key. This one gives it: exchange with them, or hand them a pack.
apart-own-left-out = Another device of yours cannot open yet what is new. This one gives it the key: let the two exchange.
apart-cannot-open = { $place }: what is new there cannot be opened here yet. This device has not been given the key. Exchange with { $who }, or take in a pack from them.
apart-own-cannot-open = What is new on your other devices cannot be opened here yet. Let this one exchange with them.
apart-anybody = whoever is there
truth-see-waiting = See what waits
truth-relay-contradicts = The relay has contradicted itself: what it does not give comes when phones meet, or by a pack.
truth-refused = { $count ->
    [one] 1 thing could not be taken in.
   *[other] { $count } things could not be taken in.
}
truth-label = What waits, and when things last met

## Where an item has arrived

state-here-only = on this phone only
state-with-relay = with the relay
state-on-phones = on { $have } of { $all } people’s phones
state-on-all-phones = on everyone’s phones
state-unknown = not known yet
state-draft = draft, kept on this phone
state-held-back = waits for something that came before it
state-refused = could not be taken in
state-from-paper = entered from paper by { $name }

## What the command prints as text
text-yes = yes
text-no = no
text-nothing = nothing
text-me = { $name } (me)
text-circle = circle { $name }
text-person = { $name } alone

waiting-title = What waits
waiting-lead = All of this is safe on this phone. It goes by itself at the next exchange.
waiting-empty = Nothing waits. What you write shows here until it has left this phone.
waiting-for-relay = waits for the relay
waiting-for-person = waits for { $name }
waiting-since = since { $when }
waiting-exchange-now = Exchange now
waiting-why-no-signal = because there is no signal
waiting-why-no-relay = because the relay does not answer
waiting-why-not-sent = goes at the next exchange
waiting-why-handed-over = no answer to it yet
waiting-why-two-copies = another copy has written with the same key: see Lock and backup
waiting-handed = put into a pack to hand over, { $when }
waiting-why-awaiting-key = waits until this phone may open it
waiting-why-awaiting-office = waits for the office
waiting-kind-note = note
waiting-kind-attachment = picture or document
waiting-kind-handover = handover
waiting-kind-visit = visit
waiting-kind-plan = plan
waiting-kind-coin = coin
waiting-kind-hour = hour
waiting-kind-profile = profile
waiting-kind-membership = joining
waiting-kind-other = something else

## Today

today-title = Today
today-hello = Hello, { $name }
today-empty = A quiet day so far. Visits, news of your circles and what waits for your yes will appear here.
today-visits = Who is coming
today-my-visits = Where I am going
today-news = Since you last looked
today-mentions = You were named
today-news-empty = Nothing new since you last looked.
today-needs-you = Waiting for your yes
today-news-count = { $count ->
    [one] 1 new thing
   *[other] { $count } new things
}
today-coming = { $name } is coming { $when }.

## The circle: notes, messages, handovers

circle-title = { $name }’s circle
circle-list = My circles
circle-empty = You are in no circle yet. Someone who is can invite you, or you can begin one.
circle-begin = Begin a circle
circle-begin-for = Whom is the circle for?
circle-name = Name of the circle
circle-people = People in the circle
circle-people-count = { $count ->
    [one] 1 person
   *[other] { $count } people
}, at most { $most }
circle-crowded = { $count } people are in this circle, and a circle is for { $most }.
circle-crowded-asks-you = They were brought in on phones that had not heard of one another. All of them are in, and nobody more can be brought in. Should all of them stay? If not, open whoever should go among the people, and take them out.
circle-crowded-asks = They were brought in on phones that had not heard of one another. All of them are in, and nobody more can be brought in. { $name } is asked whether all should stay.
circle-full = The circle has { $most } people, which is as many as it may. Nothing was changed. Somebody may leave first, or ask the coordinator.
circle-invite = Invite somebody
circle-leave = Leave the circle
circle-close = Close the circle
circle-close-lead = As after a death: what is in it can be read, and nothing new can be written. It can be opened again.
circle-close-who = Those who look after the circle can close it.
circle-close-months = Months to keep it (0: no term)
circle-close-reason = Why
circle-close-reason-hint = Everybody in the circle reads this.
circle-close-done = The circle is closed.
circle-reopen = Open the circle again
circle-reopened = The circle is open again.
circle-closed-by = Closed by { $name }, { $when }
circle-closed-means = What is here can be read, and nothing new can be written.
circle-closed-no-term = It is kept without a term.
circle-closed-term = { $count ->
    [one] It is kept for one month.
   *[other] It is kept for { $count } months.
}
circle-news = News of { $name }
circle-who-reads = Only the people of this circle can read what is written here.
circle-joined = { $name } joined the circle
circle-left = { $name } left the circle
circle-level-owner = whose circle it is
circle-level-keeper = keeper
circle-level-member = in the circle
circle-level-reader = reads along

note-title = Note
note-list = Notes
note-write = Write a note
note-what = What happened, or what should others know?
note-begun-elsewhere = Begun on another device of yours, { $when }.
note-apart = Begun apart on another device of yours, { $when }:
note-apart-add = Add it to the box
note-apart-added = It is in the box as well.
note-apart-drop = Let go of it
note-apart-dropped = It is let go of on all your devices.
note-empty = No notes yet. The first thing you write appears here, for this circle only.
note-saved = Saved on this phone.
note-saved-waiting = Saved on this phone. It goes to the others at the next exchange.
note-correct = Correct this note
note-review-waits = waits for the word of those who look after the circle: shown to nobody else until then
note-review-not-kept = not kept by those who look after the circle: shown to nobody but you
note-corrected = corrected { $when }
note-corrects = corrects what was written { $when }
note-original = What was written first
note-erased = This was erased by its author.
note-search = Search the notes
note-search-none = No note has “{ $query }”.
note-too-long = The note is longer than { $most } characters. It is still here as a draft: please share it out over two notes.
note-by = { $name }, { $role }
note-mood = How things were
note-kind-note = note
note-kind-handover = handover
note-kind-message = message

handover-title = For the next visitor
handover-hint = What should they know when they come in?
handover-from = Handover from { $name }
handover-none = Nothing was left to pass on.

## Visits

visit-title = Visit to { $name }
visit-list = Visits
visit-empty = No visits yet. Plan one, or begin one when you are there.
visit-plan = Plan a visit
visit-start = Begin the visit
visit-started = Begun { $when }
visit-running = Begun { $clock } · { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
}
visit-finish = Finish the visit
visit-finished = Visit finished. It is safe on this phone.
visit-done-title = What was done
visit-done-hint = Choose what it touched. More than one is fine.
visit-done-words = In a few words
visit-how = How was { $name }?
visit-how-low = low
visit-how-as-usual = as usual
visit-how-bright = bright
visit-minutes = Minutes
visit-minutes-hint = 0 if it is not to count: an hour that is paid earns no coin.
visit-who = Who goes
visit-with = Visit by { $name }
visit-when = When
visit-handover = For the next visitor
visit-minutes-said = { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
}, as { $name } told it
visit-confirm-offer = { $name } can confirm it now, phone to phone.
visit-coins-made = { $coins ->
    [0] It makes no whole coin yet
    [one] It becomes one coin
   *[other] It becomes { $coins } coins
}, and { $minutes ->
    [one] 1 minute waits
   *[other] { $minutes } minutes wait
} in your jar ({ $jar } of 60).
visit-state-planned = planned
visit-state-offered = offered
visit-state-taken = taken by { $name }
visit-state-started = under way
visit-state-finished = finished
visit-state-confirmed = confirmed by { $name }
visit-state-cancelled = called off
visit-take = I can go
visit-correct = Correct this
visit-correct-lead = What was told before is kept beside it. Once the hour is confirmed it stands.
visit-correct-confirmed = The hour is confirmed, and what was confirmed stands. If something in it is wrong, write a note beside it; about the hours, ask the office.
visit-corrected = Corrected. What was told before is kept.
visit-corrections = As it was told
visit-told = Told { $when }
visit-told-stands = this stands
visit-began-at = Begun at
visit-ended-at = Ended at
visit-by-code = This is all that the code says. It names one side of life; what else was done, how { $name } was and the word for the next visitor are not in it. They come with the circle.
visit-by-code-alone = This is all that the code says. It names one side of life; what else was done is not in it.
visit-already-ended = This visit was finished already. Nothing was changed. What was first written stands; a correction can be added.

## The four wellbeing elements: always a shape, a name and a colour

element-my-care = My Care
element-my-home = My Home
element-my-community = My Community
element-my-life = My Life
element-my-care-shape = ◆ My Care
element-my-home-shape = ▲ My Home
element-my-community-shape = ● My Community
element-my-life-shape = ■ My Life
element-choose = Which side of life is it for?
element-none = not said

## Confirming an hour

hour-title = Confirm an hour
hour-ask = Ask for confirmation
hour-ask-lead = Whoever was helped says yes. Nobody confirms their own hours.
hour-waiting = Waits for { $name } to confirm
hour-to-confirm = { $name } says: { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
}. Is that right?
hour-confirm = Yes, confirm
hour-confirm-as-coins = Confirm: it becomes coins
hour-confirm-pay = Pay with my coins instead
hour-not-right = That is not right
hour-confirmed = Confirmed. Thank you.
hour-confirmed-by = confirmed by { $name }
hour-confirmed-for = for { $name }, on a mandate: { $mandate }
hour-own = Nobody confirms their own hours. Nothing was lost: ask whoever was helped, or the coordinator.
hour-twice = This hour was confirmed already. It counts once.
hour-show-code = Show this to { $name }
hour-show-code-lead = They scan it, or paste the text below. No signal is needed.
hour-look-first = See what was told
hour-paste-code = Scan or paste what they show you
hour-handed-over = Handed over. It is safe on both phones.
hour-said-no = { $name } said it is not right. Talk together and send it again.
hour-state-open = not asked yet
hour-state-unconfirmed = waits to be confirmed
hour-state-confirmed = confirmed
hour-state-counted = counted: it is in your coins and your jar
hour-state-refused = not taken

## Coins

coins-title = { $count ->
    [0] No coins yet
    [one] 1 coin
   *[other] { $count } coins
}
coins-count = { $count ->
    [0] no coins
    [one] 1 coin
   *[other] { $count } coins
}
coins-settled = settled
coins-promised = promised
coins-contested = in question
coins-jar = in the jar
coins-jar-of = { $minutes } of 60 minutes in the jar
coins-jar-lead = Minutes short of an hour wait here and fill your next coin. None is lost.
coins-empty = You hold no coins yet. An hour you give, once confirmed, becomes your first. A welcome gift may come too.
coins-rainy-day = put by for a rainy day
coins-what = A coin is one hour somebody gave. It has no price and never loses its worth.
coins-from = From { $name }
coins-to = To { $name }
coins-for = for { $purpose }
coins-hands = { $count ->
    [one] 1 pair of hands so far
   *[other] { $count } pairs of hands so far
}
coins-history = What came and went
coins-received = { $name } gave you { $count ->
    [one] a coin
   *[other] { $count } coins
}
coins-given = You gave { $name } { $count ->
    [one] a coin
   *[other] { $count } coins
}

coin-story = This coin’s story
coin-story-lead = One ring for each step that is told. No two coins look alike.
coin-where = Where it has been
coin-where-lead = { $count ->
    [one] Coarse areas in which somebody has earned. Never a home, never a day.
   *[other] Areas in which at least { $count } members have earned. Never a home, never a day.
}
coin-map-title = Where coin { $short } has been
coin-map-desc = A honeycomb of coarse areas. In order: { $stops }.
coin-map-none = No step of its story tells a place.
coin-map-untold = { $count ->
    [one] One more step tells no place.
   *[other] { $count } more steps tell no place.
}
coin-picture = A picture
coin-picture-hint = JPEG or PNG. It is made small on this device, and loses its place and time. Everybody in the co-op can see it on the coin’s story.
coin-picture-add = Hang a picture on it
coin-picture-unsaid = A picture that came with the coin
coin-picture-here = Here.
coin-picture-not-here = A picture belongs here. It has not come yet, or was taken down.
coin-picture-refused = You chose not to see this picture. The coin is yours all the same.
coin-picture-refuse = I do not want to see it
coin-picture-want = Show it after all
coin-picture-wanted = It is shown again, as far as it is here.
coin-picture-erase = Take it down for everybody
coin-picture-erase-lead = The coin and the rest of its story stay. Somebody may have kept a copy elsewhere.
coin-picture-erase-gone = The picture is taken down. Every phone erases it with its next exchange.
coin-picture-erase-asked = Asked. The office takes it down for everybody when it hears.
code-picture-not-here = This picture is not here: it has not come, you refused it, or it was taken down.
code-too-many-drafts = { $most } notes are begun already. Finish one of them, or let go of it; what you are writing now is only on this screen.
code-not-its-giver = Only who gave it, a safeguarding lead, or whoever keeps the co-op’s list of members takes a picture down.
code-picture-reason = Say why: somebody else published this picture.
code-too-many-coin-pictures = { $most } pictures wait for the office to publish them already. Give the coin without one, or once it has.
code-ambiguous-picture = More than one picture on a coin begins like that. Say more of it.
code-no-such-picture = No picture of that name hangs on a coin here.
areas-title = Areas of the co-op
areas-lead = Stories and maps of coins name areas, never homes. Where an area lies is kept as one cell of a honeycomb, about the size of a neighbourhood.
areas-empty = The co-op has named no areas.
areas-map-desc = A honeycomb of coarse areas: { $areas }.
area-shown = On the map.
area-too-few = Not named yet: too few people have earned in it.
area-nowhere = Not placed on the map.
area-place = Place an area on the map
area-at = A place in it, in degrees
area-at-hint = North and east, as 53.05,-4.28. Only the cell round it is kept. Left empty, the area is on no map.
area-size = How large
area-size-neighbourhood = A neighbourhood, about 5 km²
area-size-town = A town, about 36 km²
area-size-district = A district, about 250 km²
area-placed = The area’s place on the map has changed.
give-area = Where? Only the area.
code-area-untold = Too few people have earned in that area yet for a coin’s story to name it. Leave it out, or choose another.
code-bad-cell = That is no place in degrees, nor a cell as coarse as a neighbourhood.
code-no-area = Say which area.
code-not-for-areas = Whoever keeps the co-op’s list of members says where its areas lie.
coin-born = One hour given { $month }
coin-born-place = One hour given, { $place }, { $month }
coin-with-now = With { $name } now
coin-with-you = With you now
coin-to-pool = Given to the pool
coin-from-pool = A gift from the pool
coin-welcome = A welcome to somebody new
coin-retired = Retired: it came back as support
coin-words = Words that travel with it
coin-hand-unnamed = somebody who prefers not to be named
coin-of = Coin { $short }
coin-not-here = This coin’s whole story is kept by the office. It will be here after the next exchange.

coin-state-offered = offered
coin-state-promised = promised
coin-state-settled = settled
coin-state-ripening = ripening
coin-state-contested = in question
coin-state-claim = to be made good
coin-state-made-whole = made good
coin-state-returned = given back
coin-state-retired = retired
coin-state-recovered = recovered
coin-state-given = given
coin-state-elsewhere = with somebody else
coin-state-refused = not taken
coin-says-offered = Offered: it is theirs once their phone has taken it, or once the office hears of it.
coin-says-offered-pool = Offered to the pool: it is in the pool once the office has heard of it.
coin-says-offered-pool-at-office = It is in the pool.
coin-says-promised = Promised: it settles when either of you meets the office.
coin-says-settled = Settled: it is certain.
coin-says-ripening = Ripening: the hour is confirmed; the office makes the coin at the next exchange.
coin-says-contested = In question: it was given twice while apart. It stays where it is until that is decided.
coin-says-claim = This coin had already been given. Your hour still counts. You can ask the co-op to make it good.
coin-says-made-whole = The co-op has given you another coin in its place.
coin-says-returned = Given back to whoever gave it.
coin-says-retired = It came back as support and rests now. Its story stays.
coin-says-given = Given: it is with somebody else now.
coin-says-elsewhere = It is with somebody else. Its story is yours to read as far as they share it.
coin-says-refused = It could not be taken. Nothing was lost: it stays with whoever held it.
coin-says-vesting = A welcome gift: good for support now, and free to give to people after your first hour.

story-earned = An hour given
story-received = Received
story-given = Given
story-pooled = Given to the pool
story-welcome = A welcome to somebody new
story-retired = Came back as support
story-returned = Given back
story-hidden = A step that its people keep to themselves

face-title = Coin { $short }
face-desc-new = A honey hexagon with a heart and no ring yet: a new coin, in its first hands.
face-desc = A honey hexagon with a heart and { $count ->
    [one] one ring
   *[other] { $count } rings
}, from the inside out: { $rings }.
face-ring = { $element }, { $waves } waves
face-ring-promised = { $element }, { $waves } waves, still promised
face-ring-plain = no element said
face-more = { $count ->
    [one] One older pair of hands is in its story and not drawn.
   *[other] { $count } older pairs of hands are in its story and not drawn.
}

## Giving coins, the pool, coming back as support

give-title = Give a coin
give-coin = Give a coin
give-to = To whom?
give-how-many = How many?
give-why = What for?
give-why-hint = for practising three questions
give-poem = A poem, a line, or nothing
give-lead = It works with no signal: hand it from phone to phone. It is promised at once and settles later.
give-done = { $count ->
    [one] 1 coin promised
   *[other] { $count } coins promised
} to { $name }.
give-not-enough = You have { $have ->
    [0] no coins
    [one] 1 coin
   *[other] { $have } coins
} to give just now. Nothing was given. Choose fewer, or wait until the promised ones settle.
give-only-in-touch = This coin can be given once the office has settled it. It is safe with you until then.
give-to-pool = Send to the pool
give-to-pool-lead = The pool gives it on: to somebody new, or to somebody who cannot earn just now.
give-to-pool-done = Thank you. { $count ->
    [one] 1 coin is
   *[other] { $count } coins are
} on the way to the pool.
give-to-place-done = Thank you. { $count ->
    [one] 1 coin is
   *[other] { $count } coins are
} on the way to { $name }.
give-to-this-place-done = Thank you. { $count ->
    [one] 1 coin is
   *[other] { $count } coins are
} on the way to this place.
give-retire = Use for support
give-retire-lead = The coin comes back to you as support in kind and rests. Its story stays.
give-retire-done = { $count ->
    [one] 1 coin rests
   *[other] { $count } coins rest
} now. Its story stays.
give-accept = Take it
give-give-back = Give it back
give-show = Show this to { $name }
give-paste = Scan or paste a coin that is given to you
give-received = { $count ->
    [one] 1 coin
   *[other] { $count } coins
} from { $name }, promised.
give-received-twice = You have this one already. It counts once.

welcome-title = A welcome for you
welcome-gift = { $count ->
    [one] 1 coin
   *[other] { $count } coins
} from your neighbours, through the pool
welcome-lead = Use them for support from the very first day. They become fully yours after the first hour you give or receive.
welcome-whose = Given by { $names }
welcome-whose-unnamed = Given by neighbours who prefer not to be named
welcome-give = Welcome { $name }
welcome-give-lead = { $count ->
    [one] 1 coin goes
   *[other] { $count } coins go
} from the pool to { $name }.
welcome-given = { $name } has been welcomed.
welcome-given-twice = Two people welcomed { $name } while apart. Both gifts stand; please ask for one of them back.

pool-title = The pool
pool-holds = The pool holds { $count ->
    [one] 1 coin
   *[other] { $count } coins
}.
pool-empty = The pool is empty. Every coin sent to it will show here, and what it made possible.
pool-welcome = Welcome pool
pool-lead = Everybody’s gifts to everybody: it welcomes new people and helps those who cannot earn.

## The co-op's book (office)

book-title = The co-op’s book
book-lead = What was made, less what was retired, is what is held. The same on every device.
book-whose = Whose
book-people = { $count ->
    [one] People (1)
   *[other] People ({ $count })
}
book-pool = Pool
book-places = { $count ->
    [one] Places (1)
   *[other] Places ({ $count })
}
book-rainy-day = Rainy day
book-held = Held
book-minted = Made
book-retired = Retired
book-settled = Settled
book-promised = Promised
book-contested = In question
book-minutes = Minutes in jars
book-sum = Made { $minted }, retired { $retired }, held { $held }.
book-adds-up = It adds up.
book-does-not-add-up = It does not add up. Nothing was changed. Please export the book and tell the people who look after Kith.
book-empty = No coin has been made yet. The first confirmed hour opens the book.
book-export = Export the book
book-log = What was settled, in order
book-given-twice = One coin given twice
book-given-twice-lead = { $names } each hold a promise of it. Whoever keeps it, the other’s hour still counts and is made good.
book-needs-steward = needs the steward

office-title = The office
office-notary = notary
office-settle = Settle what waits
office-settled-count = { $count ->
    [0] Nothing was waiting to be settled.
    [one] 1 thing settled.
   *[other] { $count } things settled.
}
office-members = Members
office-members-count = { $count ->
    [one] 1 member
   *[other] { $count } members
}
office-admit = Admit a member
office-admit-empty = Nobody waits to be admitted. Whoever answers an invitation shows here.
office-technical = Technical page
office-role-grant = Give a role
office-role-granted-by = given by { $name }, { $when }

role-supported-member = supported member
role-worker-member = worker member
role-family-member = family or carer member
role-community-member = community member
role-coordinator = coordinator
role-registered-manager = registered manager
role-care-worker = care worker
role-care-supervisor = care supervisor
role-coach = coach
role-safeguarding-lead = safeguarding lead
role-office = office
role-witness = witness
role-board-member = board member
role-toolkit-editor = toolkit editor
role-notary = notary
role-steward = steward of the pool
role-peer-supporter = peer supporter
role-carer = carer
role-daughter = daughter
role-son = son
role-neighbour = neighbour
role-volunteer = volunteer

## Profile: two sides, each part shown to whom one chooses

profile-title = My profile
profile-of = About { $name }
profile-receive = The support I receive
profile-give = The support I give
profile-receive-lead = What helps me, in my own words.
profile-give-lead = What I can give. It looks the same as a paid worker’s.
profile-empty = Nothing is written yet. Begin with one line; you choose who sees each part.
profile-section-about-me = About me
profile-section-matters = What matters to me
profile-section-people = People who matter to me
profile-section-talk-to-me = How to talk to me
profile-section-please-do = Please do
profile-section-please-dont = Please don’t
profile-section-wellness = When I am well, and when I am not
profile-section-support = How and when to support me
profile-section-worth-knowing = Also worth knowing
profile-section-experience = What I have lived through
profile-section-offer = What I like to do with people
profile-section-qualifications = Training and qualifications
profile-section-hours = Hours I have banked
profile-section-coins = Coins I have
profile-count-show = Show it, as my phone counts it
profile-count-hide = Do not show it
profile-counted-hours = { $count ->
    [one] One hour
   *[other] { $count } hours
}
profile-counted-coins = { $count ->
    [one] One coin
   *[other] { $count } coins
}
profile-list-skills = Skills
profile-list-interests = Interests
profile-list-languages = Languages
profile-list-places = Places
profile-list-times = Times
profile-list-elements = Sides of life
profile-list-hint = One on each line
profile-list-empty = none yet
profile-audience = Who sees this part
profile-audience-me = only me
profile-audience-circle = my circle
profile-audience-circle-of = { $name }
profile-audience-person = { $name } alone
profile-audience-people = people I choose
profile-audience-coop = all members
profile-audience-lead = Who is not chosen never receives it: it does not leave your phones for theirs.
profile-audience-changed = Changed. Whoever saw it before keeps what they read; nothing newer reaches them.
profile-saved = Saved on this phone.
profile-earned = Hours given
profile-earned-hidden = prefers not to say

## People and finding somebody

people-title = People
people-empty = Nobody here yet. People show after the first exchange with your co-op.
people-mine = People I know
people-all = Everybody in { $coop }

find-title = Find somebody
find-skill = A skill or an interest
find-place = Place
find-language = Language
find-element = Side of life
find-lead = This looks through what people chose to show you, on this phone. No signal is needed.
find-results = { $count ->
    [0] Nobody yet
    [one] 1 neighbour
   *[other] { $count } neighbours
}
find-none = Nobody who shows that yet. Try fewer words, or ask the coordinator.
find-because = because: { $reasons }
find-ask = Ask { $name }
find-any = any

## The shared plan

plan-title = Plan
plan-list = Plans
plan-empty = No plan yet. Begin with what would make a good week.
plan-begin = Begin a plan
plan-name = What is it?
plan-text = The plan
plan-when = When
plan-where = Where
plan-items = Things to do
plan-items-empty = Nothing on the list yet.
plan-item-add = Add to the list
plan-item-done = done
plan-item-open = still to do
plan-save = Save the plan
plan-saved = Saved on this phone. What others write meanwhile is woven in.
plan-last-changed = last changed by { $name }, { $when }
plan-clash-times = Two times were written while apart.
plan-clash-places = Two places were written while apart.
plan-clash-values = { $field }: different things were written while apart.
plan-clash-choose = Which one holds?
plan-clash-choice = { $value } · { $name }
plan-clash-chosen = { $name } chose { $value }.
plan-clash-lead = Both are kept until somebody chooses.
plan-unknown = This was written by a newer Kith. It is kept as it is.

## Invitations and joining

invite-title = Invitation
invite-make = Invite somebody
invite-to-coop = Invite to { $coop }
invite-to-circle = Invite to { $name }’s circle
invite-show = Let them scan this, or send them the text.
invite-once = It serves once, and until { $when }.
invite-once-only = It serves once.
invite-have = I have an invitation
invite-paste = Paste the invitation, or scan it
invite-join = Join
invite-join-lead = You are invited to { $name }.
invite-sent-back = Now show this answer to whoever invited you, or it goes by itself at the next exchange.
invite-admit = Let { $name } in
invite-admit-lead = { $name } answered your invitation. Did you give it to them yourself?
invite-admitted = { $name } is in.
invite-waiting = Asked to join. You are in as soon as the two phones, or both and the relay, have met.
invite-used = This invitation has been used. Nothing was lost. Please ask for a new one.
invite-expired = This invitation is too old. Nothing was lost. Please ask for a new one.
invite-broken = This is not a whole invitation. Nothing was lost. Please copy all of it, or scan it again.

handed-taken = taken in
handed-already-known = known here already
handed-waiting = waits for something that comes before it
handed-refused = could not be taken in
handed-not-for-us = This was meant for somebody else. Nothing was lost. Please ask for the right one.
handed-broken = This is not the whole of it. Nothing was lost. Please copy all of it, or scan it again.

start-title = Welcome to Kith
start-lead = People, care and coins of one neighbourhood, with or without signal.
start-your-name = What are you called?
start-begin-coop = Begin a new co-op
start-coop-name = Name of the co-op
start-join = Join with an invitation
start-passphrase = A passphrase for this device
start-passphrase-why = It locks what is on this device. Nobody can look it up for you: keep it where you keep your papers.
start-unlock = Unlock with your passphrase

## Devices

device-title = My devices
device-this = this device
device-name = Name of the device
device-add = Add a device
device-add-lead = Scan this with the new device. Its keys are made there and never leave it.
device-added = { $name } is one of your devices now.
device-lost = I have lost it
device-lost-lead = It gets nothing newer from then on, and nobody can give coins from it.
device-cut-off = { $name } is cut off.
device-frozen-next = It is frozen, and not cut off for good: it gets nothing newer, and what it writes waits. The phone that holds your root goes on from here and cuts it off: your first one, or one that came back by your printed kit or your guardians. Or ring the co-op’s coordinator, who can cut it off or lift the freeze.
device-last-seen = last met { $when }
device-copied = This copy of your data was made elsewhere, so it joins as a new device. Nothing was lost.

## Signal and exchange

signal-title = Signal
signal-on = Signal on
signal-off = Signal off
signal-switch-off = Switch signal off
signal-switch-on = Switch signal on
signal-off-lead = Everything works without it. What you write waits safely here.
signal-nearby = Exchange with a phone nearby
signal-exchange = Exchange now
signal-exchange-done = Exchanged. { $received } came, { $sent } went.
signal-met = met { $name } { $when }
signal-relay-on = The relay is on
signal-relay-off = The relay is off
signal-carry = This phone also carries sealed letters for neighbours. It cannot read them.

## More, settings, my data

more-title = More
more-settings = Settings
more-profile = My profile
more-devices = My devices
more-plans = Plans
more-pool = The pool
more-book = The co-op’s book
more-invite = Invite somebody
more-about = About Kith
more-export = Take all my data with me
more-export-done = Written to { $file }.
more-erase = Erase
more-erase-sure = It goes from this phone, and from the others as they meet. It cannot be brought back.
more-who-saw = Who can see what

## Errors: what happened, that nothing was lost, what to do

error-title = That did not work
error-invalid-input-title = Something needs another look
error-invalid-input = Something in what was entered does not fit. Nothing was lost: what you wrote is still there. Please look at it and try again.
error-not-found-title = Not here
error-not-found = This is not on this device, or not any more. Nothing was lost. It may come with the next exchange.
error-not-allowed-title = Not yours to change
error-not-allowed = Nothing was changed or lost. Where it is for somebody else to do, the circle’s keepers or the coordinator can help.
error-locked-title = Locked
error-locked = This profile is locked. Everything in it is safe. Unlock it and go on where you were.
error-busy-title = Just a moment
error-busy = Something else is being finished. Nothing was lost. Please try again in a moment.
error-needs-signal-title = This needs signal
error-needs-signal = This cannot be done without signal. Nothing was lost, and all the rest works. Try again when there is signal.
error-storage-title = No room to write
error-storage = The device could not write it down, so it does not count as saved. What was saved before is safe. Please make some room, then try again.
error-too-old-title = Made by a newer Kith
error-too-old = This was made by a newer Kith than yours. It is kept and nothing was lost. Please update Kith to open it.
error-field-empty = Please write something here.
error-field-too-long = At most { $most } characters, please. What you wrote is still here.
error-field-number = Please write a number from { $least } to { $most }.
error-page-title = There is no such page
error-page = The address leads nowhere. Nothing was lost. Go back to Today.
error-defect = Kith made a mistake of its own. What was saved is safe. Please start it again; if it comes back, tell the people who look after it.

## Going from a circle, devices, and what waits for a word

desk-circle-people-more = Who is in, and who has gone
desk-added-by-when = brought in by { $name }, { $when }
desk-added-by-board-when = brought in by the co-op’s board, { $when }
desk-reads-all = Reads all that was written here.
desk-reads-from-then = Reads what was written since they came, and nothing older.
desk-reads-since = Reads what was written since { $when }, and nothing older.
desk-read-from = How far back they may read
desk-read-from-all = all that was written here
desk-read-from-now = only what is written from now on
desk-read-from-since = what was written since a day
desk-read-since = Since which day
desk-read-since-hint = As far as the circle’s keys allow: from the next one that was begun on that day or after it. The list says from when on they read.
desk-gone-title = Who has gone
desk-gone-left = left, { $when }
desk-gone-removed = taken out by { $name }, { $when }
desk-gone-board = taken out by the co-op’s board, { $when }
desk-standing-left = You left this circle, { $when }.
desk-standing-removed = { $name } took you out of this circle, { $when }.
desk-standing-board = The co-op’s board took you out of this circle, { $when }.
desk-standing-cut-off = This device was cut off from the circle. Your other devices, or the office, can help.
desk-standing-unknown = You cannot write in this circle now. What came is not enough to say why.
desk-standing-stays = What is here stays with you. Nothing newer comes.
desk-to-profile = What they show of themselves
desk-level-change = Change what they may do
desk-level-hint = A keeper brings people in and takes them out.
desk-level-changed = It is changed. The others see it at the next exchange.
desk-remove-title = Take { $name } out of the circle
desk-remove-lead = { $name } keeps what they had and gets nothing newer. Whatever they write before they hear of it waits for your word. They are told who did it and when.
desk-remove-do = Take { $name } out
desk-removed = They are out. Nothing written from now on reaches them.
desk-cosign-title = Others must say so too
desk-cosign-lead = More than half of those who look after the circle have to agree. It was sent to them; you can also show them this.
desk-removal-title = { $name } is to be taken out
desk-removal-by = Begun by { $name }, { $when }
desk-removal-signed = Signed: { $names }
desk-removal-declined = Declined: { $names }
desk-removal-open = Not said yet: { $names }
desk-removal-needed = { $count ->
    [one] 1 must sign
   *[other] { $count } must sign
}, until { $when }; the person whose circle it is settles it alone. Whoever is to go is not told before it is done.
desk-removal-asked = Your word is asked for: should { $name } go?
desk-removal-sign = I sign: they go
desk-removal-decline = I do not sign
desk-removal-withdraw = Take it back
desk-removal-lead = { $name } looks after the circle, so nobody takes them out alone: more than half of the others who do must sign. It goes to them; { $name } is not told before it is done.
desk-removal-begin = Ask the others to sign
desk-removal-said-signed = You have signed
desk-removal-said-declined = You have declined
desk-removal-said-withdrawn = You have taken it back
removal-waiting = It waits for signatures.
removal-done = It is done: enough have signed.
removal-declined = It does not come about: too many have declined.
removal-withdrawn = It has been taken back.
removal-expired = Its time is up, and it counts for nothing.
removal-overtaken = It is overtaken: one of the two does not look after the circle any more.
desk-leave-lead = You keep what is here and get nothing newer. A keeper can bring you in again.
desk-leave-owner = The circle is yours, so it cannot go on without you. Ask the coordinator.
desk-left = You have left the circle.
desk-sure = I am sure
desk-clock-wrong = the clock of this phone was wrong
desk-under-review = under review: that device was said to be lost
desk-review-title = What waits for your word
desk-review-empty = Nothing waits. What somebody wrote after they had gone shows here, and you decide about it.
desk-review-count = { $count ->
    [one] 1 thing waits for your word
   *[other] { $count } things wait for your word
}
desk-questions-title = Should they stay?
desk-question = { $by } had taken { $name } out ({ $when }), and was then out themselves. Should { $name } stay?
desk-question-stays = They stay
desk-question-goes = They go
desk-question-answered = Your answer is written down.
desk-aside-title = Written after they had gone
desk-aside-lead = Nothing of it is lost and nobody else sees it yet. What you let in brings along what the same device wrote before it.
desk-aside-what-note = a note
desk-aside-what-handover = a word for the next visitor
desk-aside-what-visit = a visit
desk-aside-what-plan = a change of a plan
desk-aside-what-other = something else
desk-aside-after-left = written after they left, { $when }
desk-aside-after-removed = written after { $by } took them out, { $when }
desk-aside-after-cut-off = written after the device was cut off, { $when }
desk-aside-admit = Let it in
desk-aside-drop = Put it away
desk-aside-admitted = It is in, and the circle can read it.
desk-aside-dropped = It is put away.
desk-devices-lead = Each has its own keys. Open one to name it, or to cut it off when it is lost.
desk-devices-of = Devices of { $name }
desk-devices-of-lead = When somebody rings because a phone is lost, make sure that it is them, then cut the phone off here.
desk-device-frozen = waits until somebody decides
desk-device-revoked = cut off
desk-device-freeze-title = I am not sure where it is
desk-device-freeze-lead = Frozen, it gets nothing newer and what it writes waits, until somebody decides who holds it. That can be taken back; cutting off cannot.
desk-device-freeze = Freeze it
desk-device-is-frozen = It is frozen until somebody decides who holds it.
desk-device-lift-title = Who holds it?
desk-device-lift-lead = It is frozen: it gets nothing newer, and what it writes waits. Your first phone lifts that, or one that came back by the kit or guardians, or the office. A frozen device cannot lift it itself.
desk-device-lift-sure = It is in the right hands
desk-device-lift = Lift the freeze
desk-device-is-lifted = It is in use again.
desk-device-rename = Name it
desk-device-named = The device is named.
desk-device-lost-here = This is the device in your hand. If you lose it, cut it off from another of your devices, or ring the office.
desk-device-lost-this = This one is lost
desk-device-lost-days = How many days ago?
desk-device-lost-days-hint = 0: from now on. What it wrote since that day stays in view and is marked for review.
desk-device-cut-off = Cut it off
desk-device-cut = It is cut off. It gets nothing newer, and what it writes waits for review.
desk-role-end = End a role
desk-role-end-lead = What was done in it stays.
desk-role-ended = The role has ended.

## Recovery on screen

desk-recovery-title = My way back
desk-recovery-lead = If every phone of yours is gone, a printed page or people you trust bring you back. There is nothing to remember.
desk-alert-title = Somebody asks to come back as you
desk-alert = { $guardian } has confirmed somebody who says they are { $name }, { $when }.
desk-alert-not-me = If that is not you, stop it now. Nothing has been given yet if it was from afar.
desk-alert-stop = That is not me: stop it
desk-alert-stopped = It is stopped.
desk-kit-made = Made { $when }. Under its square stands { $code }.
desk-kit-old = It was printed before a device was cut off: print a new one
desk-kit-rehearsed = tried, { $when }: it works
desk-kit-not-rehearsed = never tried yet
desk-kit-none = No kit yet. Make one, print it at once, and keep it where you keep your passport.
desk-kit-make = Make a kit to print
desk-kit-print = Print this page now. It is kept nowhere: once you leave, it is gone.
desk-kit-try = See that the kit works
desk-kit-try-field = The code on the page
desk-kit-try-hint = Scan the square on the page, or paste its text. Nothing is changed by trying.
desk-kit-works = The kit works. Put the page away again.
desk-kit-works-older = The kit works, but a newer one exists. Keep the newer page and destroy this one.
desk-guardians-title = Guardians
desk-guardians-lead = Some of them together can bring you back. None of them alone can, and none can read your data.
desk-guardians-needed-count = { $count ->
    [one] 1 of them is needed
   *[other] { $count } of them are needed
}
desk-guardian-holds = their phone holds its part, { $when }
desk-guardian-not-known = not known yet whether their part has arrived
desk-guardians-choose = Choose guardians
desk-guardians-again = Choose others
desk-guardians-who = Whom do you trust with it? Two to ten people.
desk-guardians-needed = How many of them are needed?
desk-guardians-needed-hint = At least two, so that nobody can do it alone.
desk-guardians-save = Ask them
desk-guardians-saved = They are your guardians. Their parts reach them at the next exchange.
desk-guarded-title = People whose guardian I am
desk-guarded-empty = Nobody has chosen you yet. If somebody does, it shows here.
desk-helping-title = Helping somebody back
desk-helping = They say they are { $name }, with the code { $code }.
desk-helping-gone = your part has gone to them
desk-helping-waits = Your part goes { $when }, unless one of their devices says stop.
desk-helping-show = Show this to them: it is your part, sealed for their new phone alone.
desk-see-title = Look at a request
desk-see-field = The request
desk-see-hint = They show it on the new phone, or send it to you.
desk-see-who = Somebody who says they are { $name } asked, { $when }. Meet them or ring them before you say yes.
desk-see-code = The code that they read out
desk-see-code-hint = Ask them for it. Do not read it to them.
desk-see-in-person = They stand before me
desk-see-confirm = It is them
desk-back-title = I have been here before
desk-back-lead = Come back as yourself on this new phone: by the page you printed, or by your guardians.
desk-back-kit = By the printed kit
desk-back-kit-do = Come back
desk-back-guardians = By my guardians
desk-back-guardians-lead = They compare a code with you before they help. From afar it takes some hours, so that nobody else can do it in your name.
desk-back-name = Your name, as they know you
desk-back-read-out = Read this out to your guardians when they ask: { $code }
desk-return-title = Show this to somebody of your co-op
desk-return-lead = If your co-op has no relay, or nothing comes, any member can let this phone back in: they take in this code on their phone and show you the answer, which you take in here. It brings what you share with them. Somebody from each of your circles can do the same.
desk-return-take = Take in their answer
desk-progress-title = What has come back
desk-progress-back = You are back, and all that could come is here.
desk-progress-none = Nothing is on its way back. This shows how far it is when you come back on a new phone.
desk-progress-shares = { $have } of { $all } parts are here
desk-progress-entries = { $count ->
    [one] 1 thing is here
   *[other] { $count } things are here
}
desk-progress-coins = { $count ->
    [one] 1 coin was on a lost phone. It waits until the office gives it back.
   *[other] { $count } coins were on a lost phone. They wait until the office gives them back.
}
desk-progress-others = { $count ->
    [one] One other device of mine is still in use
   *[other] { $count } other devices of mine are still in use
}
desk-progress-others-lead = If they are all lost, cut them off here: each goes as soon as what it wrote has come back. If you still have one of them, cut off only the lost ones, under My devices.
desk-progress-cut-off = They are all lost: cut them off
desk-progress-cutting = They are cut off, each as soon as what it wrote has come back.
desk-progress-places = Places
desk-progress-own = My own things
desk-progress-writable = you can write here
desk-progress-not-writable = to be read; writing follows
desk-progress-from = Who was asked
desk-progress-answered = answered, { $when }

## The demo page

demo-title = Kith, a sample co-op
demo-lead = A sample co-op, { $coop }: its office and its phones. Each is a real device; switch its signal off and on.
demo-preparing = Preparing the sample co-op: { $done } of { $all }
demo-step = { $step }, { $done } of { $all }
demo-step-relay = Starting the relay
demo-step-office = Founding the co-op
demo-step-members = Members join
demo-step-circle = A circle begins
demo-step-month = A month of notes and visits
demo-step-coins = Coins with their stories
demo-step-phones = Three phones meet
demo-ready = Ready. Open { $address }
demo-office = The office
demo-relay = The relay
demo-relay-holds = { $count ->
    [0] The relay holds nothing now.
    [one] The relay holds 1 sealed envelope and cannot read it.
   *[other] The relay holds { $count } sealed envelopes and cannot read them.
}
demo-relay-look = See what the relay sees
demo-phone-of = { $name }, { $role }
demo-try = Things to try
demo-try-notes = Switch signal off on two phones, write a note on each, switch it on: both phones show both notes.
demo-try-plan = Change the plan’s time on two phones while apart: both times are shown, to choose from.
demo-try-visit = Finish a visit with no signal and hand it over for confirmation, phone to phone.
demo-try-coin = Give a coin with no signal and see “promised” become “settled”.
demo-try-profile = Fill in both sides of a profile and choose who sees each part.
demo-try-book = Open the office’s book: it always adds up.
demo-try-relay = Switch the relay off and let two phones meet directly.
demo-stop = To stop, press Ctrl and C where you started it.

## The desk's own pages

desk-you = You
desk-you-chose = You chose { $value }.
desk-myself = Myself
desk-new = new
desk-older = Older ones
desk-never = not yet
desk-copied = Copied
desk-name = Name
desk-person = Who
desk-choose-person = Choose somebody
desk-role = Role
desk-roles = Roles
desk-class = Class
desk-class-field = They join as
desk-since = Since
desk-devices = Devices
desk-level = What they may do in the circle
desk-area = Where, roughly
desk-area-hint = A neighbourhood, never a home. It travels with the coin’s story.
desk-place-book = Book
desk-to-today = Back to Today
desk-to-circle = Back to the circle
desk-see-coins = See your coins
desk-language-set = From now on in English.

desk-outside-title = Kith is not open here yet
desk-too-long-title = This is too much at once
desk-refused-token = Please open the whole address that Kith showed when it started: the part after “token” lets this browser in. You need it only once.
desk-refused-host = Kith speaks only to this computer. Please open it by an address that begins with 127.0.0.1 or localhost.
desk-refused-form = This form did not come from a page of Kith that is open now, so nothing was done. Please go back, load the page again, and send it once more.
desk-refused-too-long = That is more than Kith can take at once, and nothing of it was taken. Go back to the page before: what you wrote may still stand there. What is long is handed over as a file.

desk-circle-begun = The circle has begun.
desk-circle-add = Bring in a member
desk-circle-added = They are in. The circle’s notes reach them at the next exchange.
desk-circle-invite-new = Invite somebody who is not a member yet
desk-admitted-by = let in by { $name }
desk-added-by = brought in by { $name }
desk-last-mood = { $name } was { $mood }, { $when }.
desk-all-notes = All notes
desk-all-visits = All visits
desk-correct-lead = What was written first is kept, and everybody can see that it was corrected.
desk-visits-empty = No visits yet. Begin one when you are there; it shows here.
desk-visit-begun = The visit has begun. It is safe on this phone.
desk-hour = The hour
desk-when-hint = A day and a time, such as 2026-12-06T14:00, or as you would say it.
desk-plan-change = Change the plan

desk-arrival = Where it has arrived
desk-arrival-with = These people have it
desk-arrival-not-known = Not known yet
desk-arrival-lead = A phone counts only once it has said so itself.
desk-held-back = { $count ->
    [one] 1 thing came and waits for what belongs before it.
   *[other] { $count } things came and wait for what belongs before them.
}
desk-met = When things last met
desk-met-relay = The relay
desk-met-phone = A phone nearby
desk-address = On the same network this device is at
desk-exchanged = Exchanged. This is how things stand now.
desk-refused-title = What could not be taken in
desk-refused-lead = Nothing of yours was changed by it.
desk-relay-address = Address of the relay
desk-relay-hint = The co-op gives it with the invitation. Empty: exchange phone to phone only.
desk-relay-set = The relay is set.

desk-receive = Take in a code
desk-receive-lead = An invitation, a coin, an hour to confirm, or whatever another phone shows you. No signal is needed.
desk-receive-field = The code
desk-receive-hint = Paste all of it. It begins with “kith:”.
desk-receive-take = Take it in
desk-reply-lead = Now show this answer to them, so that both phones know.
desk-code-qr = The code, as a square to scan
desk-code-text = The same as text, to paste or send
desk-code-no-qr = It is too long for a square to scan. Please hand over the text, or a file.
desk-code-also-relay = It goes by the relay too. Handing it over is only quicker.
desk-code-gone = This code is no longer kept here. Please make it again.
desk-pack = To hand over
desk-pack-for = Hand over to { $name }
desk-pack-lead = All that their phone may lack of what you share, sealed for them alone.
desk-confirmed-lead = { $name } hears of it at the next exchange. With no signal, hand it over now, phone to phone.
desk-kind-invitation = An invitation
desk-kind-envelope = Something sealed for you
desk-kind-pack = News, handed over
desk-kind-invoice = To whom coins may go
desk-kind-bundle = Coins for you
desk-kind-acknowledgement = An answer
desk-kind-ask = An hour to confirm
desk-kind-confirmation = An hour confirmed
desk-kind-device-request = A new device
desk-kind-recovery-return = Somebody is back
desk-received-taken = taken in
desk-received-already-known = here already: it counts once
desk-received-waiting = waits
desk-received-refused = not taken in

desk-invoice = Show where coins may go
desk-invoice-lead = Whoever wants to give you a coin with no signal takes this in first.
desk-give-this = Give this coin
desk-give-why-hint = A few words that travel with the coin.
desk-give-share = My name may be seen in the coin’s story
desk-given-title = Given
desk-given-lead = Now show this to them. Their phone sees it at once.
desk-person-of-code = The person whose code you took in
desk-welcomed = { $count ->
    [one] 1 coin is on its way from the pool.
   *[other] { $count } coins are on their way from the pool.
}
desk-movements-empty = Nothing has come or gone yet.
desk-move-earned = Earned: { $coins }, for hours that were confirmed
desk-move-received = From { $name }: { $coins }
desk-move-given = To { $name }: { $coins }
move-passed-on-contested = somebody before you had given it twice; nothing of it is yours to bear, and whoever has it from you can claim it
desk-move-pooled = To the pool: { $coins }
desk-move-retired = Used for support: { $coins }
desk-move-returned = Came back: { $coins }
desk-move-welcome = A welcome from the pool: { $coins }
desk-auto-title = All to the pool
desk-auto-on = All that you earn goes to the pool at once.
desk-auto-off = What you earn stays with you until you give it.
desk-auto-start = Give all I earn to the pool
desk-auto-stop = Keep what I earn
desk-hop-earned = One hour given
desk-hop-earned-part = Part of an hour given
desk-hop-given = Given on
desk-hop-pooled = Given to the pool
desk-hop-welcome = A welcome to somebody new
desk-hop-retired = It came back as support
desk-hop-hidden = In hands that prefer not to be named

desk-book-pools = Pools
desk-book-places = Places
desk-book-totals = These are the totals that the office made known. Only the office sees every row.
desk-book-minutes = { $all } minutes confirmed in all, { $jars } of them in jars.
desk-book-checkpoint = As of page { $number } of the book.
desk-activity = Tell of an hour that helped members
desk-activity-lead = A meeting, a shared meal, a repair: whoever benefited says yes, or a coordinator for general work.
desk-activity-by = Who can say yes
desk-activity-anybody = a coordinator
desk-role-granted = The role is given.

desk-profile-write = Write or change
desk-profile-hidden = Nothing that is shown to you.
desk-invite-name = Name of whoever you invite
desk-device-unnamed = A device without a name ({ $id })
desk-device-code = The code that the new device shows
desk-device-code-hint = On the new device: “Become one of my devices”. Paste all of it here.
desk-device-admitted-whose = “{ $device }”, which asked as “{ $asked }”, is let in as a device of yours.
desk-device-admitted = Take this in on the new device, and it is one of yours.
desk-device-request = Become one of my devices
desk-device-request-why = You use Kith on another device already.
desk-device-request-lead = Take this in on a device that you already use, under My devices. Then bring its answer back here.
desk-coop-begun = The co-op has begun. This device is its office.
desk-areas = Areas of the neighbourhood
desk-areas-hint = One on each line, coarse on purpose: never a street.

desk-relay-sum = { $mailboxes ->
    [one] 1 mailbox
   *[other] { $mailboxes } mailboxes
}, { $bytes } bytes. No names, no words, no keys.
desk-relay-mailbox = Mailbox
desk-relay-when = Stored
desk-relay-bytes = Bytes
desk-relay-begins = Begins with

## What went wrong, by the code of the error

code-airplane-mode = Airplane mode is on. What was written here is kept and waits.
code-already-in = They are in this circle already.
code-ambiguous-attachment = More than one picture or document fits. Say more of its id.
code-ambiguous-circle = More than one circle fits. Say more of its id.
code-ambiguous-coin = More than one coin fits. Say more of its id.
code-ambiguous-entry = More than one entry fits. Say more of its id.
code-ambiguous-item = More than one thing fits. Say more of its id.
code-ambiguous-note = More than one note fits. Say more of its id.
code-ambiguous-person = More than one person fits. Say more of their id.
code-ambiguous-plan = More than one plan fits. Say more of its id.
code-ambiguous-question = More than one question fits. Say more of its id.
code-ambiguous-visit = More than one visit fits. Say more of its id.
code-another-genesis = What came does not begin the way the invitation said. Nothing was changed.
code-another-key = This backup does not open with a passphrase.
code-asks-another = This device asks to become one of somebody else’s. Only they can let it in.
code-attachment-erased = This was erased, here and for everybody who hears of it.
code-attachment-not-here = This picture or document is not on this phone yet. It comes once whoever has it is in reach; or ask for it.
code-attachments-full = The pictures and documents of this circle take up all the room that they may. Please erase some first.
code-bad-address = This address leads nowhere. Please copy the whole of it, from kith-relay: or kith-device: on.
code-bad-certificate = The keys in this code do not belong together. Nothing was changed.
code-bad-class = People join as supported, worker, family or community members.
code-bad-clock = The clock given here is no time.
code-bad-data = The bytes of this file came damaged. Please try again.
code-bad-days = A lease is 1 to 365 days, or none.
code-bad-edit = This cannot be written so. Nothing was changed.
code-bad-hours = These hours cannot be counted. Please look at the minutes.
code-bad-key = A key in this cannot be used. Nothing was changed.
code-bad-minutes = A profile locks itself after 1 to 1,440 minutes, or never.
code-bad-name = A name is one line that can be seen, and not a word that stands for something here, such as me or pool.
code-bad-passphrase = A passphrase has something in it, and is not endless.
code-bad-section = A section is named in small letters, digits and hyphens, such as about-me.
code-bad-settings = The settings of this device cannot be read.
code-bad-signature = This was changed on the way, or is another co-op’s. Nothing of yours has changed.
code-bad-text = The text has characters that cannot be shown.
code-broken-off = Whatever served this profile broke off. Please look before you try again.
code-bad-wait = KITH_BUSY_WAIT_MS is a number of milliseconds.
code-busy = The profile is open elsewhere. Please try again in a moment.
code-cannot-confirm = These hours cannot be confirmed.
code-cannot-give = This cannot be given.
code-caption-too-long = What a picture shows is said in at most { $most } characters.
code-choose-first = Two values were written apart. Please choose one first.
code-circle-full = A circle has at most ten people. Somebody can leave first, or ask the coordinator.
code-closing = This profile is being closed. Please try again in a moment.
code-code-gone = This code is no longer kept here. Please make it again.
code-code-too-long = This is longer than any Kith code. Nothing was changed.
code-coin-contested = Somebody gave this coin twice. It is locked until that is decided; your hour still counts.
code-coin-count = From 1 to { $most } coins can be given at once, each of them once.
code-coin-must-settle = This coin has passed through many hands. It has to settle before it is given on: meet the office first.
code-coin-not-held = This coin is not yours to give, or not any more.
code-coin-ripening = This coin is still ripening. It can be given once the office’s next statement is here.
code-coin-vesting = This is a welcome coin: it goes to support or to the pool until your first hour has settled.
code-counters-inside = The folder for the counters lies inside the profile’s own. It has to lie outside, so that a copy cannot take it along.
code-cut-off = This device has been cut off here. Nothing can be written with it.
code-damaged = What this device holds cannot be read. Nothing was written over it.
code-document-too-large = A document has at most { $most } megabytes. Could you send fewer pages?
code-no-such-attachment = There is no such picture or document on this device.
code-not-attachable = This can be attached: a picture (JPEG or PNG), a PDF, or plain text.
code-nothing-to-attach-to = Pictures and documents hang on a note or on a visit.
code-picture-broken = This picture is broken or was cut short. Nothing was attached.
code-picture-heic = This picture is in a format of some phones (HEIC) that cannot be read here. Choose JPEG in the camera’s settings, or send a picture of the screen.
code-picture-too-large = This picture is larger than can be made small here. Please take it again at a lower size.
code-too-many-attachments = At most { $most } pictures and documents hang on one thing.
code-wrong-passphrase = The passphrase until now is another. Nothing was changed.
code-known-passphrase = In the sample co-op the passphrase is everybody’s, and stays as it is.
code-damaged-backup = The backup is damaged or cut short. Nothing was restored.
code-damaged-code = The code is not whole, or it was changed. Nothing was changed here; scan or paste it again.
code-device-of-another = This device is somebody else’s already. Nothing was changed.
code-disk = The profile’s folder cannot be used.
code-empty-query = Write what to look for.
code-empty-text = There is nothing written yet.
code-failed = The database failed. What was confirmed before is safe.
code-full = There is no room left on this device. Nothing was lost; make room and try again.
code-gone = You are not in here any more. What you wrote before is kept.
code-in-a-coop = This profile belongs to a co-op already.
code-invitation-used = That invitation has been used by somebody else.
code-keys-damaged = The file of keys cannot be read.
code-leave-instead = To go yourself, leave the circle.
code-not-my-coins = This says that coins of somebody else have arrived. Nothing of yours has changed.
code-put-right-waits = A coin for this is on its way to the office already. It says so once it is put right.
code-no-file-chosen = Choose a picture or a document first.
code-empty-file = There is nothing in this file.
code-shows-without-photo = More is said of what pictures show than there are pictures: --shows stands once for each --photo, in their order.
code-file-too-large = This file is larger than can be taken at once, and was left out. Everything else is still here. Send a smaller one.
code-surrendered-already = This coin is surrendered already; its claim waits for the pool.
code-not-hours = Say whole hours, from 0 to 168.
code-week-too-long = A week has { $most } minutes.
code-locked = It stays locked until its passphrase is given.
code-malformed-code = The code can be read, but what it says makes no sense here. Nothing was changed.
code-meeting-broken = The meeting of the two devices was broken off. What had crossed is kept.
code-name-too-long = A name has at most { $most } characters.
code-newer-code = This code was made by a newer Kith. Please update, then try it again.
code-newer-document = This was made by a newer Kith. It is kept as it is.
code-no-answer = That device does not answer. What was written here is kept and waits.
code-no-audience = Please choose who sees this part.
code-no-code = There is no code to take in. Paste it, scan it, or name its file.
code-no-coop = This profile has not joined a co-op yet.
code-no-coordinator = This device knows of no coordinator yet. Please name who confirms the hours.
code-no-counter = The place where this machine counts what it has signed cannot be used. What was written is kept, and nothing was let go.
code-no-element = Please choose which side of life it was for.
code-no-epoch = Somebody has just gone from here, and this phone waits for the new key. Try again once it has met another phone.
code-no-genesis = This device has not heard yet how that began. It may come with the next exchange.
code-no-inbox = This device has not heard yet where that person can be reached. Exchange with the co-op once, or take in a pack from the office; then try again.
code-no-key = This device has not been given the key to that yet. It may come with the next exchange.
code-no-notary = This device has not heard yet who keeps the co-op’s book. Meet the co-op once, then try again.
code-no-office = This device has not heard yet where the co-op’s office is. Exchange with the co-op once, or take in a pack from the office; then try again.
code-no-permission = This folder may not be written to.
code-no-pool = This device has not heard yet of the co-op’s pool.
code-database-missing = The database of this profile is missing, and all that was in it. The folder is left as it is: put its file kith.db back, restore a backup elsewhere, or come back as a new device.
code-database-missing-here = The database of the profile in { $dir } is missing, and all that was in it. The folder is left as it is. Put the file “kith.db” back from a copy, or with another --profile run: kith restore FILE, or: kith init, and then: kith recovery use, or: kith device request
code-keys-missing = The keys of this profile are missing, and without them nothing in it can be read. It is left as it is: put its file of keys back, restore a backup elsewhere, or come back as a new device.
code-keys-missing-here = The keys of the profile in { $dir } are missing, and nothing in it can be read without them. It is left as it is. Put the file “keys” back from a copy, or with another --profile run: kith restore FILE, or: kith init, and then: kith recovery use, or: kith device request
code-no-profile = There is no profile in this folder.
code-no-profile-here = There is no profile in { $dir }. Make one with: kith init
code-no-relay = No relay is set. What was written here is kept and waits.
code-no-relay-answer = The relay does not answer. What was written here is kept and waits.
code-no-socket = The system gives Kith no way to the network. What was written here is kept and waits.
code-no-such-area = The co-op has no such area. Its areas: { $areas }.
code-no-such-answer = Choose one of the answers.
code-no-such-file = There is no such file. Nothing was done.
code-no-such-circle = There is no such circle on this device.
code-no-such-coin = There is no such coin on this device.
code-no-such-document = There is no such thing on this device.
code-no-such-entry = Nothing like that waits here.
code-no-such-field = A choice is made of a plan’s time, place or title.
code-no-such-item = There is no such thing on this device.
code-no-such-day = Please choose a day from the calendar.
code-day-not-meant = You named a day, and chose something else. Nobody was added. Choose “what was written since a day”, or leave the day empty.
code-no-read-from = Please choose how far back they may read.
code-nobody-chosen = Please choose a person first.
code-no-such-language = Please choose a language.
code-no-such-list = A profile has no such list. Its lists: { $lists }.
code-no-such-member = The co-op has no such member, as far as this device has heard.
code-ambiguous-draft = More than one that is begun fits. Please say more of its id.
code-no-such-draft = Nothing of that is begun any more: it was written, let go of or gone on with.
code-no-such-note = There is no such note on this device.
code-no-such-page = The address leads nowhere. Nothing was lost.
code-no-such-person = There is no such person on this device.
code-no-such-plan = There is no such plan on this device.
code-no-such-question = There is no such question.
code-no-such-role = Please choose a role.
code-no-such-section = This side of a profile has no section of that name. Its sections: { $sections }.
code-no-such-side = A profile has two sides: the support received and the support given.
code-no-such-space = This device does not hold that.
code-no-such-visit = There is no such visit on this device.
code-not-a-backup = This file is no backup of a Kith profile.
code-not-a-choice = That is not one of the values to choose from.
code-not-a-code = This is not a Kith code. Nothing was changed; scan or paste it again.
code-not-a-count = The number of coins is a whole number.
code-not-whole-hours = The number of hours is a whole number, such as 10.
code-not-a-device-request = This code is not a new device’s request.
code-not-a-member = Only members bring operations to the co-op’s book.
code-not-admitted = You may not bring somebody in here, or there is no room.
code-not-alone = Nobody else looks after this circle who could sign. Its person can remove them.
code-not-an-invitation = This code is not an invitation.
code-not-coming-back = This is for a device that has come back by a kit or by guardians.
code-not-empty = The folder must be empty.
code-coins-must-settle = Free to give now: { $free }. { $settle } more can be given once the office has settled them: each has passed through as many hands as it may before that, or is still ripening. Meet the office first.
code-coins-vesting = Free to give to people now: { $free }. { $welcome } more are a welcome gift: they go to support or to the pool now, and to people after your first hour has settled.
code-not-enough-coins = So many coins cannot be given now. Free to give: { $free }.
code-not-for-me = These hours are between other people. Nothing of yours has changed.
code-not-for-this-device = This answer is for another device.
code-not-frozen = That device is not frozen, as far as this one has heard.
code-not-helped = Only the person who was helped, whoever holds their mandate, or a coordinator who was asked, confirms hours.
code-not-in = They are not in this circle.
code-last-notary = Nobody else keeps the co-op’s book. Grant that role to somebody first.
code-not-keeper = Only those who look after it may do this.
code-not-let-in = This copy waits to be let in again as a new device. Let it in on another device of yours, or by your recovery kit.
code-not-minutes = Minutes are a whole number, from 1 to a day’s worth.
code-not-office = This device does not keep the co-op’s book.
code-not-owner = Only the person whose circle it is may change what others may do in it.
code-not-served = Nobody serves this profile now, so it cannot be reached. Run: kith serve
code-welcome-oneself = The welcome gift is for somebody new. Another steward gives you yours.
code-not-steward = Only a steward of the pool gives the welcome gift.
code-not-text = This is neither text nor a Kith code.
code-not-sure = Tick that you are sure first. Nothing was changed.
code-not-yours = Only whoever wrote or began this, or somebody who looks after the circle, may change it. You can write beside it.
code-not-your-hold = Only whoever keeps this lets go of it. Ask those who look after safety with you.
code-nothing-to-change = Say what to change: title, text, time or place.
code-nothing-to-correct = Nothing in it is said otherwise than before.
code-nothing-to-confirm = This visit has no hours to be confirmed.
pack-more = This is part { $part }; there is more than goes into one. Make part { $next } as well (on the command line with --part { $next }), and have them taken in one after the other. Or let the phones meet.
pack-part = Part { $part } of the pack
code-no-such-pack-part = There are not as many parts by now. Begin with the first again.
code-pack-too-large = There is too much to carry in one pack. Let the phones meet, or use the relay.
code-passphrases-differ = The two were not the same.
code-book-with-first-device = They keep the co-op’s book already, on the device that they have had longest. Once that one is cut off, the next keeps it.
code-pool-with-old-device = The pool’s coins lie with the device that this one stands in place of. Granting the role again does not move them.
code-clock-was-ahead = This phone’s clock has told a later time than it does now, so it cannot tell how long the share has waited. Help them in person.
code-port-in-use = Another program has port { $port } already. Name another with --port, or none for a free one.
code-port-not-allowed = You may not take port { $port }. Name one from 1024 on.
code-pool-too-small = The pool holds { $free } and a welcome is { $welcome } coins. It can be given once more has been given to the pool.
code-profile-copied = Another copy of this profile has been used. This one becomes a device of its own; nothing was lost.
code-profile-exists = There is a profile in this folder already.
code-profile-in-use = Only a new profile can become one more device of somebody.
code-relay-lies = The relay’s answers do not fit together. What is here is safe and waits.
code-relay-version = The relay speaks another version. One of the two has to be updated.
code-revoked = This phone was signed out.
code-self-attested = Nobody confirms their own hours. Name somebody who was helped, or a coordinator.
code-signed-out = This phone was signed out: it has not met the co-op for too long. Nothing is lost; let it meet the co-op again.
code-text-too-long = A text has at most { $most } characters.
code-own-level = The circle is yours, and nobody in it can change that, you included. The co-op’s board can.
code-owner-level = Whose a circle is, nobody in it can change. The co-op’s board can.
code-the-owner = The circle is its person’s own: it cannot go on without them. Ask the coordinator.
code-this-device = A device is cut off from another one, or by the office.
code-to-oneself = These coins are yours already. To move them to another device of yours, have it show its code first.
code-own-hours = These hours are your own. Somebody who was helped confirms them.
code-too-few-digits = Too few digits: say at least the first { $least } digits of its id.
code-too-large = This is too large to be kept or sent as one piece.
code-too-long = This is too long.
code-too-long-for-qr = This is too long for one QR code. Hand it over as a file or as text.
code-too-many-areas = A co-op does not have so many areas.
code-too-many-devices = There are too many devices here to begin a new key for.
code-too-many-minutes = A visit counts { $most } minutes at most.
code-too-many-spaces = This device holds as many circles as it can.
code-too-many-operations = These are too many operations at once: bring them in smaller parts.
code-too-old = This profile was used by a newer Kith. Please update, then open it again.
code-unasked-admission = Nobody here asked for that. Nothing was changed.
code-no-such-removal = There is no such proposal here.
code-ambiguous-removal = More than one proposal fits. Say more of its number.
code-removal-over = This is over: nobody’s word is asked for any more.
code-not-heard-yet = This phone has not heard yet all that this rests on. Let it meet another phone, then try again.
code-not-theirs-to-propose = That is not theirs to propose, or not yours to sign.
code-too-many-removals = Too many of these wait already.
code-bad-request = This is no request that a device of Kith knows. Nothing was done.
code-unknown-field = This request has no field named { $name }. Nothing was done.
code-unknown-invitation = That invitation was not made here.
code-unwritable = This could not be written down, so it does not count as saved. What was confirmed before is safe.
code-hours-not-theirs = These hours are not from whoever gave them.
code-asked-by-two = Two people say that this visit was theirs. Once the visit itself has come, it says whose it was.
code-visit-confirmed = { $name } has confirmed this hour, and what was confirmed stands. Write a note beside it; about the hours, ask the office.
code-visit-ended = This visit has ended already.
code-visit-not-ended = This visit has not ended yet.
code-visit-not-yours = Only the visitor corrects what was told of a visit. Write a note beside it.
code-visit-open = A visit of yours is still open ({ $visit }). Finish it first.
code-visit-clock = This phone’s clock has changed since the visit began, so it cannot say how long it was. Say how many minutes it was.
code-visit-long-ago = A visit can be entered until { $days } days after it began.
code-visit-not-yet = A visit begins no later than now.
code-visit-too-long = By this phone’s clock it is { $hours } hours since the visit began. Was the clock wrong, or the visit left open? Say how many minutes it was.
code-visit-times = A visit begins before it ends, and it has ended by now.
code-wait = There were too many wrong tries. Wait a while before the next one.
code-welcomed-already = They have had the welcome gift.
code-which-profile = Say which profile, with --profile DIR.

## What became of a code that came in

received-asked-to-come-in = { $name } has been asked to let you in to { $place }.
received-coins-arrived = They have the coins. It settles when either of you meets the office.
received-coins-arrived-at-office = They have the coins. It is entered in the book here.
received-coins-bad = These coins were changed on the way, so they were not taken. Nothing of yours has changed.
received-coins-came-before = These coins came before. They count once.
received-coins-given-before = One of these coins had already been given, so they were not taken. Nothing of yours has changed; the office is told.
received-coins-given-before-kept = Somebody had given one of these coins twice before it came to whoever gave it to you. They are kept, and not yours yet: what proves to be lost you can claim from the pool. The office is told.
received-coins-must-settle = These coins have passed through many hands and have to settle first. Nothing of yours has changed.
received-coins-not-for-me = These coins are not for this phone: they are for somebody else, or for another phone of yours. Nothing here has changed.
received-coins-promised = Promised. It settles when either of you is next in touch with the office.
received-coins-promised-at-office = Taken. It is entered in the book here.
received-coins-sender-locked = Whoever gave these has to put something right with the office first. Nothing of yours has changed.
received-coins-unknown-sender = Whoever gave these is not known to this device yet. Meet the co-op once, then take them again.
received-coins-unproven = Nothing shows where these coins come from, so they were not taken. Nothing of yours has changed.
received-device-asks = A new device ({ $name }, { $digits }…) asks to be yours. Let it in under My devices if it is.
received-device-yours = This device is yours now.
received-here-already = All of it was here already.
received-here-now = It is here now.
received-hours-answered = You have confirmed these hours of { $name } already.
received-hours-asked = { $name } asks you to confirm hours.
received-hours-confirmed = The hours are confirmed. They count when either of you meets the office.
received-hours-confirmed-at-office = The hours are confirmed, and taken to the book here.
received-in-already = You are in already.
received-kept = It is kept until what it rests on comes.
received-let-in = They are in. Hand the answer back.
received-turned-away = { $name } is not let in: that invitation has been used by somebody else. Hand the answer back, and give them a fresh invitation.
received-may-be-given = { $name } can be given coins.
received-does-not-hold = Something in it does not hold together with what is here already, and was not taken in. Nothing of yours has changed.
received-not-for-here = It is not for this device, or it was changed on the way. Nothing was changed here.
received-some-not-for-here = What of it is for this device was here already. The rest is for others, or under a key that this device has not got yet. Nothing was changed here.
received-nothing-new = There was nothing new in it.

## What was refused, counted

refused-another-genesis = beginnings that were not the right ones
refused-another-persons-profile = changes to somebody else’s profile
refused-bad-change = changes that made no sense
refused-bad-coin-object = messages about coins that did not hold
refused-bad-operation = messages to the office that did not hold
refused-bad-signature = messages that were changed on the way
refused-cannot-open = messages that are not for this device
refused-forked-author = messages of a device that contradicts itself
refused-invitation-used = requests to come in on an invitation that somebody else had used; a fresh one helps them
refused-malformed-drop = messages that could not be read
refused-malformed-envelope = messages that could not be read
refused-newer-envelope = messages of a newer Kith: an update of this device will read the next ones
refused-newer-item = parts of a newer Kith: an update of this device will read the next ones
refused-newer-message = messages of a newer Kith: an update of this device will read the next ones
refused-not-carried = messages that were too many to keep for your other devices
refused-other = messages that could not be taken in
refused-relay-contradicts-itself = answers in which the relay contradicted itself
refused-oversized-envelope = messages that were too large
refused-not-a-piece = pieces of pictures and documents that were not theirs
refused-attachment-damaged = pictures and documents that were not what they were said to be
refused-coin-attachment-too-large = pictures that came with a coin and were too large; the coin came all the same
refused-time-falls = messages whose times run backwards
refused-unknown-mailbox = messages for a circle or a person that this device does not know

## What happens next to hours

hour-says-open = The visit is under way.
hour-says-none = No hours to count.
hour-says-unconfirmed = Waits for the word of the person helped.
hour-says-your-word = Waits for your word.
hour-says-beside-clock = { $told ->
    [one] 1 minute is told
   *[other] { $told } minutes are told
}; between check-in and check-out lie { $between }.
hour-says-word-for = Waits for your word, for { $name }: { $mandate }. Confirm it only if you do not live with whoever visited.
hour-says-confirmed = Confirmed. It counts when either phone meets the office, and whoever gave it is told.
hour-says-confirmed-at-office = Confirmed, and taken to the book here.
hour-says-counted = Counted by the office.
hour-says-passed = Paid for with coins.
hour-says-refused = The office could not count it. The visit still stands.
hour-state-none = nothing to count
hour-state-passed = paid with coins

## Why coins came or went

move-earned = for hours that were confirmed
move-welcome = a welcome from the pool
move-returned = came back
move-received = received
move-pooled = given to the pool
move-coming = earned and confirmed, on the way to the office
move-retired = used for support, and at rest
move-given = given
move-contested = somebody before you gave this coin twice
move-lost = this coin had already been given; your claim stands
coin-says-gone = Given, and settled.

## Why a neighbour was found

find-because-says = says: { $item }
find-because-skill = can: { $item }
find-because-place = in: { $item }
find-because-language = speaks: { $item }
find-because-element = for: { $item }

## Recovery: the printed kit

recovery-kit-title = Recovery kit
recovery-kit-whose = This is { $name }’s way back into Kith.
recovery-kit-whose-in = This is { $name }’s way back into Kith, in { $coop }.
recovery-kit-square = A square code for a phone’s camera
recovery-kit-check = Check: { $code }
recovery-kit-made = Made { $day }. A newer kit does not make this one useless: destroy it when you print another.
recovery-kit-what = If your phone is lost or broken, this page brings you back on a new one: who you are, your circles, and what others there still hold.
recovery-kit-how = On the new phone, open Kith, say that you have been here before, and hold the camera over the square. There is nothing to remember.
recovery-kit-keep = Whoever holds this page can be you. Keep it where you keep your passport. Do not photograph it, and do not send it to anybody.
recovery-kit-lost = If it is lost, or somebody else has seen it, ring your co-op’s office. Your phones also show it when a new one comes in.

## Recovery: what went wrong, and what became of a code

code-no-root-here = This device does not hold your root. Make the kit on your first phone, or on one that came back by a kit or by guardians.
code-not-a-kit = This code is not a recovery kit.
code-bad-guardians = Choose from two to ten guardians, at least two of them needed, and none of them yourself.
code-forged-share = This was changed or made up. It does not count, and nothing was changed.
code-mixed-shares = These shares are of different sets. Please ask the guardians for the latest.
code-too-few-shares = Not enough shares are here yet.
code-not-a-recovery-request = This code is not somebody’s request to get back in.
code-request-old = This request is too old. Please ask for a new one.
code-request-stopped = One of their devices has said that this is not them. Meet them in person.
code-another-code = The code that you were told is not this request’s. Somebody else may be asking: do not go on.
code-too-many-requests = This phone remembers as many requests as it can.
code-too-many-shares = This phone keeps shares for as many people as it can.
code-not-my-share = This share is for another guardian, or did not come from the person.
code-replaced-share = A later share has replaced this one.
code-not-a-guardian = That did not come from a guardian, or not from the person guarded.
code-not-asked = This answers a request that this device did not make, or has had answered.
code-profile-not-new = Only a new profile can come back as somebody. Make one in another folder, or on another phone.
code-no-such-request = There is no such request on this device.
code-ambiguous-request = More than one request fits. Say more of its code.
code-bad-page = Name the page to print with .pdf or .html at its end.
received-recovery-back = You are back. What you share with others follows.
received-twin-scanned = This is a coin’s twin. Here is its story; where it goes changes nothing about whose the coin is.
received-let-back = This is { $name }’s new phone. It is let back in. Hand the answer back to it.
received-return-own = This is this phone’s own code. Show it to somebody else of your co-op.
code-return-cut-off = That phone has been cut off. Nothing was given to it.
received-recovery-share = The share is here. More are needed.
received-recovery-asks = Somebody asks for your help to get back in. Meet them or ring them, compare the code, and confirm it under Recovery.
received-recovery-kit = This is a recovery kit. Use it under Recovery: on a new phone to come back, on your own to see that it works.

## Concerns about safety

concern-danger-now = If anybody is in danger now, ring 999 first. A concern may not be seen at once.
concern-speak-to = You can also speak to { $names }, who looks after safety in the co-op.
concern-private = Only those who look after safety can read this. Nobody in the circle can tell that it exists.
concern-copy-here = Your own copy is on your devices alone, so that you can follow what comes of it. Somebody who can open your phone could read it.
concern-state-waits = Waits on this phone and goes at the next exchange.
concern-state-sent = Sent.
concern-state-received = It has come to somebody who looks after safety.
concern-state-looked-at = Somebody who looks after safety has opened it.
concern-state-closed = Brought to its end.
concern-line-received = It arrived.
concern-line-looked-at = It was opened.
concern-line-reply = Words
concern-line-note = Working note
concern-line-closed = Brought to its end
lost-encrypted = What was on it is encrypted.
lost-not-known-locked = Nobody can tell from here whether it was locked.
lost-not-known-last-unlocked = Nobody can tell from here when it was last unlocked.
lost-not-known-other-circles = Circles that this phone does not belong to are not listed: ask the person whose phone it was, or the people of their circles.
lost-not-known-own-space = Notes and coins that the person kept for themselves were on it too.
lost-due = Decide by { $when } whether it has to be reported.
lost-overdue = The time to decide was over { $when }.
code-about-yourself = A concern is about somebody else. To ask for help yourself, leave out whom it is about.
code-ambiguous-concern = More than one concern fits. Say more of its id.
code-ambiguous-device = More than one device fits. Say more of its id.
code-no-lead = This device knows of nobody in the co-op who could be told in private. Speak to somebody you trust in the co-op; if anybody is in danger, ring 999.
code-no-such-concern = There is no such concern on this device.
code-no-such-device = There is no such device, as far as this one has heard.
code-not-a-member-to-answer = Only members answer to a concern.
code-not-theirs-to-say = That is not for them to say.
code-not-to-us = That was not sent to this person.
code-not-yours-to-close = Those who look after safety do that. You can write to them about it.
code-not-yours-to-report = The person whose device it was, the office and the safeguarding lead may ask for that.
code-too-many-strangers = Too many came from devices that nobody here knows.
code-unknown-concern = Nobody here knows of that.
code-unknown-space = It is about something that this device does not hold.
## Rights over one's data: what stays, what no erasure reaches

stays-membership = That you were a member, and under which name you were brought in, stays in the membership record: others' rights rest on it.
stays-left = What you wrote where you are no longer in stays there: those who look after it can erase it if you ask them.
stays-coin = Coins and their steps stay, under your key and without your name: others' coins rest on them.
stays-hour = Hours that were confirmed stay, under your key and without your name: coins rest on them.
stays-edit = What was written into a plan that somebody else began stays until the plan itself is erased: it can be had erased by whoever looks after the circle.
stays-access = The record of who opened what stays for the person it is about.
stays-erasure = That something was erased, and when, stays, so that it does not come back.
stays-kept = Something is kept in spite of erasure, because the law or somebody's safety asks for it.
stays-notice = Notices that the co-op runs on, such as where your phone can be reached, stay until you leave.
stays-setting = A setting of your own coins stays with them.
stays-other = Something written by a later version of Kith stays until this one is updated.
unreached-paper = What was printed or written down.
unreached-exports = Copies that somebody was given as a file.
unreached-devices = Phones that never come back into touch.
unreached-memory = What people remember.
export-title = All that is held about { $name }
export-review = { $count ->
    [one] One passage comes from or names somebody else. Look at it before you give this away.
   *[other] { $count } passages come from or name somebody else. Look at them before you give this away.
}
export-not-here = not on this device
export-withheld = (withheld, because it is about somebody else)
export-profile = Profile
export-memberships = Membership and roles
export-circle = Circle: { $name }
export-coins = Coins and hours
export-hours-confirmed = Hours that they confirmed for others
export-drafts = Begun and not written yet
export-earlier = Before it was corrected
export-consents = What was agreed to
export-donates = All that is earned goes to the pool
export-donates-no-longer = What is earned no longer goes to the pool
export-shows = { $part }: shown to { $audience ->
    [coop] the whole co-op
    [circle] a circle
    [person] one person
   *[me] nobody else
}
export-devices = Devices
export-access = Who has opened what
code-reason-too-long = This reason is too long. Say it in fewer words.
code-not-a-document = Only of a plan or of a part of a profile can something be erased by itself. Have the whole erased.
code-no-such-term = There is no such term. Terms are for notes, visits, plans, closed circles and the record of who opened what, and are whole months, at most a hundred years of them.
code-circle-closed = This circle is closed. What is in it can be read, and nothing new can be written.
code-no-reason = Say why it must be kept.
code-not-holder = Only a safeguarding lead or the registered manager may keep something back.
code-nothing-to-keep = Nothing of this is held on this device any more.
code-no-such-record = There is no such kind of record.
code-no-such-way = A record is opened, exported or printed.
code-no-such-passage = There is no such passage in this export.
code-review-first = Some passages about others have not been looked at yet.
code-no-such-hold = Nothing of that name is kept on this device.
code-ambiguous-hold = More than one thing that is kept fits. Say more of its id.
code-office-only = This is for the co-op’s office to do.
code-no-such-part = There is no part of that name here.

## The co-op’s rules for its coins

policy-title = Our rules for coins
policy-lead = The co-op decides them. Every phone keeps to them, with or without signal.
policy-at-first = The co-op has not decided its own rules yet: these hold until it does.
policy-decided-by = Version { $number }, decided by { $name }.
policy-hops = Hands that a promised coin may pass through before the office settles it
policy-promised = Promised coins from one giver to one receiver
policy-device = Promised coins that one phone may have out
policy-make-good-month = Coins that the hardship pool makes good in a month
policy-reserve = Coins of the pool that are kept for making good
policy-area-members = People who have earned in an area before a coin’s story names it
policy-cure-days = Days to put right a coin that was given twice
policy-tell-areas = Stories name areas
policy-vesting = Welcome coins go to support or the pool until the first settled hour
policy-activity-minutes = Minutes that one activity may count
policy-month-minutes = Minutes that one person may earn in a month
policy-decide = Decide these rules
policy-done = The rules are decided. Every phone reads them at its next exchange.
policy-yes = yes
policy-no = no
coin-says-promised-steps = Promised, { $steps } steps: it settles when one of you meets the office.
coin-says-promised-last = Promised, { $steps } steps: as many as the co-op allows. It can be given on once the office has settled it.
code-not-policy-maker = The board or a coordinator decides the co-op’s rules for its coins.
code-policy-out-of-bounds = One of these numbers is outside what every phone can keep to.
code-promised-to-one = { $now } of your coins are promised to them already, and { $most } may be. More can go once the office has settled those.
code-promised-in-all = { $now } of your coins are promised already, and { $most } may be. More can go once the office has settled those.
received-coins-promised-beyond = Promised, and more than the co-op makes good if something is wrong with it. It settles when either of you is next in touch with the office.
## What is held about me

privacy-title = What is held about me
privacy-lead = Where it is, who can read it, who has opened it, and how to have all of it or have it erased. Paper, files that were given out and backups lie where somebody has put them.
privacy-places = Where it is, and who can read it
privacy-own = On your own devices alone
privacy-own-what = What you keep to yourself, your settings, and where your coins are. If you have raised a concern, your own copy of it, too.
privacy-own-readers = { $count ->
    [one] you, on one device
   *[other] you, on { $count } devices
}
privacy-coop-what = Your name, that you are a member, since when and with which duties, and what your coins’ stories may tell.
privacy-coop-readers = { $count ->
    [one] the one member
   *[other] all { $count } members
}
privacy-relay-what = Sealed letters on their way, under numbers that name nobody. It sees when they come, and their size.
privacy-relay-readers = nobody
privacy-circle-mine = Notes, visits and plans about you; your medicines and each dose, allergies, people to ring, decisions and consents, and your emergency card.
privacy-circle-other = Notes, visits and plans about { $name }; medicines and each dose, allergies, people to ring, decisions and consents, and the emergency card; and what you wrote among them.
privacy-pair-gone = somebody who is no member any more
privacy-pair = Between you and { $name }
privacy-parts = { $count ->
    [one] One part of your profile
   *[other] { $count } parts of your profile
}
privacy-readers = Who can read it
privacy-opened = Who has opened it
privacy-opened-lead = Each phone says once a day, in the circle itself, what was opened on it: so it comes a day later. It rests on honest programs. What you show to the whole co-op is not listed.
privacy-opened-none = Nobody but you has opened anything about you, as far as this device has heard.
privacy-kept = Kept in spite of erasure
privacy-kept-none = You have been told of nothing that is kept.
privacy-kept-one = Something from { $place }, said by { $name }, { $when }.
privacy-kept-may-be = The law or somebody’s safety can ask for something to be kept. You are told where telling is safe.
privacy-retention = How long it is kept
privacy-retention-lead = Nothing goes by itself when its time is over: a person who looks after the circle says yes.
privacy-no-term = no term
privacy-months = { $count ->
    [one] one month
   *[other] { $count } months
}
privacy-due = Kept for longer than that
privacy-due-look = Look at number { $count }
privacy-export = Have all of it
privacy-export-lead = Two files: one to read, one for another program. They are in the clear: keep them as you would keep paper.
privacy-export-marked = What others wrote about you, and what names others, is marked in them.
privacy-export-read = The file to read
privacy-export-data = The file for a program
rights-record-circle = the circle’s page
rights-record-notes = notes
rights-record-visits = visits
rights-record-plans = plans
rights-record-profile = your profile
rights-record-medicines = medicines, allergies and the other lists
rights-how-opened = opened
rights-how-exported = given out as a file
rights-how-printed = printed
rights-kept-note = Notes
rights-kept-visit = Visits
rights-kept-plan = Plans
rights-kept-access = Who opened what
rights-kept-closed-circle = A circle that was closed
rights-goes-note = Notes
rights-goes-handover = Words for the next visitor
rights-goes-correction = Corrections
rights-goes-visit = Visits, as told in words
rights-goes-plan = Plans
rights-goes-profile-part = Parts of your profile
rights-goes-edit = Changes to plans
rights-goes-name = Names
rights-goes-line = People to ring, decisions, consents and what stands on a card
rights-goes-twin = Words about coins’ twins
rights-goes-story = Lines of coins’ stories
rights-goes-draft = Notes begun and not finished
rights-goes-attachment = Pictures and papers

## Erasing, and what stays

erase-title = Have it erased
erase-short = See first what would go, what would stay and why. Nothing happens before you say so.
erase-look = See what would go
erase-lead = What you wrote goes from this device, and from everybody else’s as they meet. Here is what that means, before anything is done.
erase-goes = What goes
erase-goes-nothing = There is nothing of yours here to erase.
erase-not-reached = What no erasure reaches
erase-where = Where
erase-everywhere = Everywhere
erase-all-do = Erase all that I wrote
erase-circle-do = Erase all that I wrote in { $name }
erase-final = It cannot be brought back. Take it as a file first, if you may want it.
erase-sure = I have read what goes and what stays, and I am sure
erase-reason = Why, if you want to say
erase-reason-hint = Others see it. Do not repeat what is erased.
erase-stays = What stays, and why
erase-stays-nothing = Nothing of it stays.
erase-asked = Asked to be erased before
erase-entries = { $count ->
    [one] one entry erased here
   *[other] { $count } entries erased here
}
erase-by = by { $name }, { $when }
erase-late = What you changed in what was erased meanwhile
erase-late-lead = Only you see this. Write it again where it belongs, or leave it.
late-addition-fell = Something that you added to what was erased meanwhile. Its words are gone with it.
erase-late-new = To what stands in its place
erase-done = Erased here. It goes from the others’ phones as they meet.
erase-one = Have this erased
hold-one = Keep this in spite of erasure
hold-one-lead = A copy is kept with those who look after safety. In the circle nothing changes, and nobody there can tell.
hold-no-pictures = Words are kept, and what pictures and documents are called. The pictures and documents themselves are not: if their author erases them, they go. What must not go has to be saved as a file first.
hold-list = What is kept in spite of erasure
hold-lead = Copies that the law or somebody’s safety asks for. Only those who look after safety read them.
hold-none = Nothing is kept.
hold-why = Why it is kept
hold-why-hint = Only those who look after safety read this.
hold-tell = Tell { $name } that something is kept: only where telling is safe
hold-since = Kept since { $when }
hold-told = its author was told
hold-not-told = its author was not told
hold-done = It is kept.
hold-release = Let go of it
hold-release-why = Why it need not be kept any more
hold-released = Your copy is erased.
erase-what-note = A note
erase-what-attachment = A picture or document
erase-what-handover = A word for the next visitor
erase-what-visit = A visit
erase-what-plan = A plan
erase-what-profile-part = A part of a profile
erase-what-line = A line of a circle’s lists
erase-what-story = A line of a coin’s story
erase-one-lead = It goes from every phone that hears of it: from the lists, from the search, from the files.
erase-one-do = Erase it for everybody
erase-one-stays = That there was something, how long it was, and when it was erased. Of a visit whose hour was confirmed, the hour.
erase-one-paper = Paper, files that somebody was given, phones that never come back into touch and what people remember are not reached.
stays-kept-maybe = What the law or somebody’s safety asks for may be kept by those who look after safety.

## The office: requests for data

rights-requests = Requests for data
rights-requests-lead = Members who asked for their data or for its erasure. The law gives a month.
rights-requests-none = Nobody has asked. When somebody does, begin here: the days are counted from when they asked.
rights-ask-export = asks for their data
rights-ask-erasure = asks for erasure
rights-answered = given { $when }
rights-days-left = { $count ->
    [0] today is the last day
    [one] one day left
   *[other] { $count } days left
}
rights-late = late: it was due { $when }
rights-open = Somebody has asked
rights-what = What
rights-asked-days = How many days ago did they ask?
rights-months = Months (0: no term)
rights-opened = The days are being counted.
rights-term-set = The term is set.
rights-export-of = What is held about { $name }
rights-erasure-of = Erasure for { $name }
rights-erasure-how = They erase what they wrote on their own device, under “What is held about me”. What others wrote about them is for whoever looks after the circle. Mark this as done once both have been seen to.
rights-done = It has been given
rights-names = names { $name }
rights-from-another = written by somebody else
rights-passage-open = to be looked at
rights-passage-taken = is given
rights-passage-elsewhere = is left out
rights-give = Give it
rights-withhold = Leave it out
rights-decided = Noted.
rights-finished = Marked as given.

## Safety: the pages

safety-title = Safety
safety-worry = Something worries me
safety-raise = Raise a concern
safety-ring-999 = Ring 999
safety-to-look-after = Yours to look after
safety-none-to-look-after = Concerns that come to you will stand here.
safety-mine = What you raised
safety-mine-none = You have raised nothing. It would stand here, and nowhere else.
safety-lost-phone = A phone is lost
safety-what = What worries you?
safety-what-hint = What you saw or heard, when and where. You need not be certain.
safety-about = Whom is it about?
safety-about-hint = If that person looks after safety, it goes to the others alone.
safety-about-nobody = nobody in particular, or not a member
safety-circle = In which circle?
safety-in-no-circle = in none
safety-danger = Somebody is in danger now
safety-send = Send it in private
safety-sent = Done.
safety-where-you-were = Back to where you were
safety-one = A concern
safety-danger-said = Somebody was said to be in danger
safety-raised-by = Raised by
safety-course = What has come of it
safety-leads-only = for those who look after safety alone
safety-one-by-one = It went to each of them alone.
safety-reply = Write to whoever raised it
safety-reply-hint = They see it on this page of theirs.
safety-write-more = Write more
safety-write-more-hint = It goes to those who look after it.
safety-note-hint = Whoever raised it never sees this.
safety-close = Bring it to its end
safety-outcome = How did it end?
safety-outcome-hint = Whoever raised it reads this.
safety-replied = Sent.
safety-noted = Saved.
safety-closed = Closed.

## A lost phone: the page

lost-title = What the lost device held
lost-whose = Whose it was: { $name }.
lost-cut-off = Cut off { $when }
lost-still-in = It is not cut off yet
lost-last-heard = The last thing that came from it: { $when }.
lost-next = What happens next
lost-next-keys = From now on it gets nothing newer: everybody else goes on under keys that it does not have.
lost-next-review = What it wrote since the day you named stays in view, marked for review. What comes from it later waits for a person’s word.
lost-next-coins = Nobody can give coins from it. Coins that lay on it come back to its owner’s new phone after a time, once they ask for them there.
lost-next-circles = The people of its circles hear of it as their phones meet.
lost-next-back = On a new phone one comes back by another device, by the printed kit or by guardians.
lost-cut-first = Cut it off first: until then it gets all that is new.
lost-decide = Does it have to be reported?
lost-aware = It has been known since { $when }.
lost-aware-when = When did somebody first know?
lost-aware-when-hint = At the latest when it was cut off.
lost-held = What was on it
lost-no-circles = No circle that this device knows of.
lost-profiles = { $count ->
    [one] The name of one member, and what they show to the co-op.
   *[other] The names of { $count } members, and what they show to the co-op.
}
lost-ledger = The co-op’s book.
lost-safeguarding = Concerns about safety.
lost-not-known = What nobody can tell from here

## Lock, lease and backup: the page

vault-title = Lock and backup
vault-lead = What keeps this device’s data safe when it is out of your hands.
lock-title = Lock
lock-lead = Locked, it shows nothing, and its keys are not in memory. What is written by others waits.
lock-now = Lock it now
lock-after = Lock by itself after so many minutes
lock-after-hint = Without anybody using it. 0: never.
lock-after-set = Saved.
lock-passphrase = Passphrase
lock-known = In the sample co-op it is: { $passphrase }
lock-wrong = That is another passphrase. Nothing was lost; try again.
lease-title = When it has not met the co-op
lease-over = This device was signed out: it has not met the co-op for too long. Nothing is lost; let it meet the co-op again.
lease-until = { $count ->
    [one] This device signs out if it has not met the co-op by { $when }: helpers’ devices may go one day without it. Nothing is lost then.
   *[other] This device signs out if it has not met the co-op by { $when }: helpers’ devices may go { $count } days without it. Nothing is lost then.
}
lease-days = Days that a helper’s device may go without meeting the co-op
lease-days-hint = For the whole co-op: from 1 to 365.
lease-none = There is no such term now.
lease-end = Let there be no such term
lease-set = The co-op’s policy is set.
passphrase-title = Passphrase
passphrase-lead = It opens what is on this device. Change it if somebody may have seen it.
passphrase-now = The passphrase until now
passphrase-new = The passphrase from now on
passphrase-change = Change it
passphrase-changed = The new passphrase opens this device from now on. An older copy of its files still opens with the old one.
backup-title = Backup
backup-lead = One sealed file with all that is here. Whoever opens it needs its passphrase, and becomes a new device that another of yours lets in.
backup-last = Last made { $when }
backup-never = None was made on this device yet
backup-passphrase = A passphrase for the backup
backup-passphrase-hint = Eight characters or more. Without it nobody can open the file, we neither.
backup-again = Once more
backup-make = Make a backup
backup-restore = To use one: on a new device, “kith serve --begin” opens a page that takes the file.
copy-title = This is a copy
copy-ask = Ask to be let in
two-copies-title = Another copy writes with this phone’s key
two-copies-lead = What either of the two writes reaches only those who have not heard the other. Make this one a new device, let it in from the other, and then do the same there. What did not arrive can be written again. Nothing is lost.
two-copies-renew = Make this one a new device
code-not-copied = Nothing is known of another copy of this profile.
start-restore = I have a backup
board-title = The board
board-lead = What nobody in a circle can do alone, the co-op’s board decides: when its person is lost or cannot, when two who look after it are at odds, or when somebody abuses their place in it.
board-empty = Nothing was asked of the board that concerns you.
board-what-remove = { $name } is to be in “{ $circle }” no longer
board-what-add = { $name } is to be put into “{ $circle }”: { $level }
board-what-level = In “{ $circle }”, { $name } is to be: { $level }
board-asked = { $count ->
    [one] One of the board must sign.
   *[other] { $count } of the board must sign.
}
board-declined = The board has declined.
board-noticed = The board has decided. It holds from { $when }; until then the board can take it back.
board-passed = It holds. It is carried out as soon as somebody of the circle hears of it.
board-done = It is done.
board-by = Asked by { $name }, { $when }
board-reason = Why?
board-reason-kept = Who asked and why is told to the board and the office alone.
board-sign = I sign
board-decline = I decline
board-asks-you = The board asks for your word
board-notice = The board has decided
board-ask = Ask the board
board-ask-lead = It goes to those on the board. Nothing of it is written into the circle. Once more than half of them have signed, everybody in the circle is told, and it holds seven days later. If anybody is in danger, do not wait: raise a concern, or ring 999.
board-circle = In which circle?
board-what = What should happen?
board-level-hint = Where somebody is put there, or their level changes.
board-ask-remove = somebody is to go
board-ask-add = somebody is to be put there
board-ask-level = somebody’s level is to change
board-is-asked = The board is asked.
note-later = Write it down later
note-later-lead = For what was lost with a phone, or could not be written then. Everybody sees that it was written later.
note-later-of = When was it?
note-later-of-hint = As well as you remember.
note-later-said = written later, about { $when }
note-text = Note
desk-progress-lost = Lost with the phone: { $name }
desk-progress-lost-lead = The last of it that came back was written { $when }. What you wrote there after that, and the lost phone told nobody, is lost. Write it again; it says that it was written later.
code-no-board = The co-op has no board of two or more who could decide that.
code-no-level = Say at which level.
code-board-over = This is over: nobody’s word is asked for any more.
code-not-on-board = Those on the board decide that, but never about themselves.
code-too-many-matters = Too many of these wait already.
code-no-such-board-matter = There is no such matter here.
code-not-later = That is still to come: a note written later tells of what was.
code-no-moment = Say when that was.
begin-new = I am new here
begin-do = Begin
begin-restore-lead = The device is a new one with all that was in the backup. Another device of yours lets it in. If you have none any more, come back by the kit or your guardians instead.
begin-restore-opens = Passphrase of the backup
begin-restore-file = The file of the backup
begin-restore-do = Restore it
begin-lost = If your phone is lost and there is no backup, begin as new here: the next page offers the way back by the printed kit or your guardians.
start-restore-how = A backup becomes a profile of its own, beside this one. On this computer: “kith --profile NEW serve --begin” opens a page that takes the file, and another device of yours lets it in.
code-passphrase-too-short = The passphrase of a backup has eight characters at least: a backup is carried about.
code-no-decision = Choose one of the two. Nothing was changed.


## Medicines, doses and the other lists of a circle's person

line-stop = Stop it
line-stopped = Stopped
line-apart = Two people changed this apart. Both are here: keep the one that holds.
line-keep = Keep this one
line-history = How it was before
line-why = Why
line-change = Change it
line-change-lead = Write the whole as it is from now on. What it was before stays in its history.
line-kept = Written down.
line-now-stopped = Stopped. Its history stays.
line-added-by = { $name }, { $when }
line-was-stopped = stopped

medicine-title-of = { $name }’s medicines
medicine-see = Medicines and allergies
medicine-list = The list
medicine-empty = No medicine is written down yet.
medicine-add = Add a medicine
medicine-name = Name and strength
medicine-dose = How much each time
medicine-how = How it is taken
medicine-times = When
medicine-times-hint = Times of day, such as 08:00 20:00. Leave it empty for one that is taken as needed.
medicine-days = On which days
medicine-days-hint = Every day, if none is ticked.
medicine-as-needed = as needed
medicine-prompt = Reminds
medicine-assist = Helps
medicine-administer = Gives it
medicine-part-by = { $part }: { $name }
medicine-part-gone = { $name }, no longer in the circle
medicine-part-others = And others
medicine-part-others-hint = One a line, such as the district nurse.

dose-due = Due
dose-today = Today’s doses
dose-today-empty = Nothing is due today.
dose-latest = What was given
dose-latest-empty = No dose has been recorded yet.
dose-record = Record it
dose-record-again = It was given once more: record that, too
dose-record-as-needed = Record a dose
dose-outcome = What came of it
dose-part = What did you do?
dose-text = In your words
dose-recorded-now = Recorded.
dose-correct = Correct what I recorded
dose-corrected = corrected; before: { $before } { $clock }
dose-given = given
dose-refused = refused
dose-missed = missed
dose-not-needed = not needed
dose-away = away or asleep
dose-unavailable = there was none
dose-other = something else
dose-state-upcoming = later
dose-state-due = due now
dose-state-late = nobody has recorded it
dose-state-done = recorded
dose-state-twice = recorded twice
dose-state-answered = recorded twice, and looked at
dose-part-prompt = reminded
dose-part-assist = helped
dose-part-administer = gave it
dose-recorded-by = { $name }: { $outcome } { $clock }
dose-twice-title = Recorded twice
dose-twice-what = { $person }’s { $medicine }, { $when }
dose-twice-advice = Recorded twice. Ring the registered manager or 111 now; if the person is unwell, ring 999. Give no more of it until somebody has said what to do.
dose-twice-answer-yours = What you write down about it stays in your own records and the circle does not read it: tell them yourself.
dose-twice-answer-circle = The people in the circle read what is written down about it. { $name } is not in the circle and does not: tell them yourself.
dose-twice-manager = This dose was recorded twice. Ring the people named, find out whether it was given twice, and write down what was done.
dose-told = { $name } has been sent word of it.
dose-answer = What was done about it
dose-answer-save = Write down what was done
dose-answered-by = { $name }, { $when }: { $text }

allergy-list = Allergies
allergy-empty = No allergy is written down. That does not mean that there is none.
allergy-add = Add an allergy
allergy-to = Allergic to
allergy-reaction = What happens

waiting-kind-line = something in a list
waiting-kind-dose = dose

stays-line = Medicines and allergies stay: others act on them. They can be stopped, and their history says who wrote what.
stays-dose = Doses that were recorded stay: whoever gives the next one relies on them. They can be corrected.

code-bad-times = Times are written as 08:00, at most { $most } of them.
code-no-such-weekday = Days are numbers from 1, Monday, to 7, Sunday.
code-list-full = A list has at most { $most } lines. Stop one that no longer holds.
code-line-stopped = This has been stopped already.
code-card-not-yours = What stands on the card is for the person to choose, or for whoever looks after the circle on their word.
code-say-on-whose-word = Say on whose word: the person’s own, or by what right you choose for them.
code-no-such-zone = This device knows no such time zone. One is written as Europe/London.
code-too-many-parts = At most { $most } people answer for one medicine.
code-say-who-decided = Say who decided for them, and by what right.
code-lacks-capacity = Who cannot take a decision now cannot say yes or no to it. Say who decided for them, or leave it open.
code-nobody-named = Say who answers for this part.
code-not-yet = A dose is recorded once it was given, not before, and at most { $hours } hours before its time.
code-dose-long-ago = A dose can be recorded until { $days } days after it was given.
code-say-what-happened = Say in words what happened.
code-dose-recorded = { $name } recorded this dose already, at { $when }. If it was given once more, record that, too.
code-bad-slot = A time is written as 2026-11-22T08:00.
code-medicine-stopped = This medicine has been stopped. Name the dose by its time if it was due before that.
code-no-dose-due = No dose of { $name } is due then. Name one by its date and time, or record it as an extra.
code-too-many-alerts = Too many such messages have come.
code-no-such-line = There is no line of that name in the lists on this device.
code-ambiguous-line = More than one line fits. Say more of its id.
code-no-such-version = This line says no such thing now.
code-ambiguous-version = More than one version fits. Say more of its id.
code-no-such-dose = There is no such dose on this device.
code-ambiguous-dose = More than one dose fits. Say more of its id.
code-no-such-alert = There is no such alert on this device.
code-ambiguous-alert = More than one alert fits. Say more of its id.

## The emergency card

card-title = EMERGENCY CARD
card-page = Emergency card
card-see = Emergency card
card-allergies = Allergies
card-medicines = Medicines
card-contacts = Ring
card-advance = Decided in advance
card-choice = What stands on it
card-as-of = as of
card-none = none written down
card-apart = CHECK: two people changed this apart
card-not-logged = Nobody is told who reads this card.
card-lead = { $name } chooses what stands on it. Whoever finds it can read it with any phone, without signal, and nobody is told that they did.
card-not-chosen = Nobody has chosen yet what stands on it.
card-choose = Choose what stands on it
card-choose-lead = Tick what whoever helps in an emergency should see.
card-name = The name on the card
card-words = One more line, such as “I speak Welsh”
card-acting = On whose word do you choose?
card-acting-hint = The person’s own word, or by what right you choose for them. Leave it empty if it is your own card.
card-now = As it would be printed now
card-square = The card as a code: a phone’s camera shows its text
card-bytes = { $bytes } of at most { $most } letters that a code holds well
card-two = Two people each chose what stands on it, apart. Stop the one that is not to hold; until then it is not printed.
card-print = Print it
card-print-again = Print a new one
card-printed = Printed { $when } by { $name }.
card-printed-now = Print this page, put it where help would look, and throw the old one away.
card-current = It still holds.
card-stale = The printed card is out of date: { $what } changed.
card-stale-today = { $name }: the printed emergency card is out of date.
card-how = Point a phone’s camera at the square, or read what stands here.
card-throw = If this says something else than { $name }’s phone, the phone is right.
card-made = Printed { $day }
contact-list = People to ring
contact-add = Add somebody to ring
contact-name = Name
contact-phone = Number
contact-relation = Who they are
advance-list = Decided in advance
advance-add = Add a decision
advance-text = What was decided
advance-kept = Where the signed paper is
code-no-card-choice = Nobody has chosen yet what stands on the card. That is for the person to say.
code-card-apart = What stands on the card was chosen apart by two people. Keep one of it first, or stop one.
code-card-too-long = The card is too long for a code that is read well: { $bytes } of at most { $most } letters. Leave something out, or say it in fewer words.

## Capacity and consent

consent-page = Decisions and consent
consent-lead = What { $name } decided, for which purpose, and who helped. Each decision stands for itself: being able to take one says nothing about another.
consent-list = Decisions
consent-empty = No decision is recorded yet.
consent-record = Record a decision
consent-look-again = Look at it again
consent-decision = What is decided
consent-decision-hint = One thing, such as “who is in my circle”.
consent-purpose = What for
consent-purpose-hint = Consent holds for this purpose and no other.
consent-capacity = Can they take this decision now?
consent-capacity-hint = Everybody can, unless it was looked at and found otherwise for this decision, at this time.
consent-helped = Who helped them to decide
consent-helped-by = Helped by { $names }.
consent-how = How
consent-how-hint = What helped, who else was there, and how you found out.
consent-answer = What came of it
consent-by = If it was decided for them: by whom, and by what right
consent-by-hint = Such as a lasting power of attorney, or a best-interests meeting and its date.
consent-again = To be looked at again { $when }.
consent-again-day = On which day to look at it again
consent-again-day-hint = Leave it empty if no day is set.
consent-open = not decided yet
consent-yes = yes
consent-no = no
consent-for-them = decided for them
capacity-assumed = Nobody doubts that they can
capacity-has = Looked at: they can
capacity-with-help = They can, with help
capacity-lacks = Not this decision, at this time

## A coin given twice, and how it is made good

twice-title = Coins given twice
twice-lead = It can happen without anybody’s fault: a copy of a phone has the same coins. Nobody who took one in good faith loses their hour.
twice-empty = No coin was given twice.
twice-one = One coin given twice
twice-one-right = Put right
twice-until = To be put right by
twice-put-right = Give the pool a coin in its place
twice-put-right-done = Thank you. It is put right as soon as the office has the coin.
fork-says-mine = One coin was given twice with the key of this phone: a copy of it had the coin, too. Let the copy be added as a device of its own, and give the pool one coin in its place. Until then this phone gives coins only in touch with the office. There is no mark against you.
fork-says-mine-right = One coin was given twice with the key of your phone. It has been put right, and there is no mark.
fork-says-open = A coin of { $name } was given twice, with the key of one phone. { $name } knows how to put it right.
fork-says-right = A coin of { $name } was given twice and has been put right: no mark.
fork-says-conversation = This is the third coin of { $name } that was given twice in a month: time for a conversation. Nothing is locked.
claims-title = To be made good
claims-empty = Nobody waits for a coin.
claims-reserve = The pool keeps { $held } of { $target } coins for this ({ $percent } %).
claims-month = Made good this month: { $count } of at most { $most }.
claims-make-good = Give a coin from the pool
claims-made-good = A coin of the pool is on its way to them.
claims-ask = Ask the co-op to make it good
claims-asked = The co-op has been asked. The steward sees it at the next exchange.
claim-says-waiting = Lost a coin that had already been given.
claim-says-made-good = The pool has given a coin for it.
claim-says-void = Nothing is owed for this one: it was lost by whoever gave it twice.
coin-state-surrendered = with the steward
coin-says-surrendered = This coin had already been given. Your hour still counts. You have asked the co-op to make it good; the steward decides.
coin-says-by-office = On its way through the office. They have it once the office has settled it.
move-surrendered = handed to the co-op, to be made good
move-made-good = the co-op made good a coin that had been given twice
move-repaid = given to the pool in place of a coin given twice
desk-move-surrendered = To be made good: { $coins }
desk-move-made-good = Made good by the pool: { $coins }
desk-move-repaid = To the pool, in place of a coin given twice: { $coins }
code-coins-only-in-touch = A coin was given twice with this phone’s key. Until that is put right it gives coins only in touch with the office.
code-put-right-already = This has been put right already.
code-nothing-to-claim = This coin is not lost: there is nothing to make good.
code-not-pool-steward = A steward of the pool makes coins good, at the office.
code-made-good-already = The pool has given a coin for this one already.
code-claim-void = Whoever gave a coin twice is owed nothing for it.
code-made-good-month = { $count } coins were made good this month, as many as the members decided.
code-made-good-device = { $count } coins were made good for one phone already. The board decides about more.
code-no-such-fork = There is no such coin given twice.
code-ambiguous-fork = More than one coin given twice fits. Say more of its id.
code-no-such-claim = There is no such claim.
code-ambiguous-claim = More than one claim fits. Say more of its id.
code-ambiguous-board-matter = More than one matter of the board fits. Say more of its id.
code-no-such-transfer = There is no such gift here.
code-ambiguous-transfer = More than one gift fits. Say more of its id.

## The rota: who comes when

rota-title = Who comes when
rota-title-of = Who comes to { $name }
rota-see = Who comes when
rota-lead = Nobody is put down for a visit but by their own word. Cannot come? Say so: you come until somebody else says yes.
rota-empty = No visit is planned in these two weeks.
rota-coming = Who is coming
rota-coming-today = Coming today and tomorrow
rota-nobody = Nobody yet
rota-planned = Planned visits
rota-planned-empty = Nothing is planned yet.
rota-plan = Plan a visit
rota-plan-change = Change this visit
rota-name = What it is called
rota-first = When it is for the first time
rota-minutes = How many minutes
rota-repeat = Does it come again?
rota-repeat-once = No, just once
rota-repeat-daily = Every day
rota-repeat-weekly = Every week
rota-repeat-fortnight = Every second week
rota-repeat-monthly = Every month
rota-repeat-own = As it was written: { $rule }
rota-days = On which days of the week
rota-days-hint = For one that comes every week or every second week. On the day of the first one, if none is ticked.
rota-until = Until when
rota-until-hint = A date such as 2026-12-31. Leave it empty if it goes on.
rota-people = How many people are needed
rota-for-what = What for
rota-asked = Ask somebody
rota-asked-anybody = Anybody
rota-asked-me = I come, each time
rota-text = In your words
rota-regulated = Regulated work: for paid staff alone
rota-respite = A break for whoever carries most
rota-written = Written into the rota.
rota-state-open = somebody needed
rota-state-taken = somebody comes
rota-state-twice = taken twice
rota-state-cancelled = cancelled
rota-state-begun = under way, or done
rota-state-off = at another time now
rota-mine = You come
rota-comes = { $name } comes
rota-comes-for = { $name } comes. { $by } wrote it down: { $mandate }
rota-needs = { $have } of { $needed } people
rota-asked-of = { $name } has been asked.
rota-declined = { $name } cannot.
rota-again = comes again
rota-length = { $when }, { $length }
rota-cancelled-by = Cancelled by { $name }. { $why }
rota-settled-by = { $name } said who comes. { $text }
rota-twice-advice = More have taken this visit than it needs. Talk to each other, then one of you says who comes. Until then, count on both.
rota-twice-over = A visit that was taken twice is settled
rota-twice-settled = Two people had taken this visit. It has been said since who comes.
rota-twice-coordinator = Two people have taken one visit, without having heard of each other. Ring them, and ask them to say who comes.
rota-twice-elsewhere = A visit is taken twice
rota-twice-what = { $place }: to { $person }, { $when }
rota-told = { $name } has been sent word of it.
rota-warn-day = { $name } has said: not on { $day }.
rota-warn-hours = { $name } has said: at most { $most } a week.
rota-take = I come
rota-take-on = I come to this one and all later ones
rota-take-anyway = I come, beyond what I said that I can give
rota-take-other = Somebody without a phone comes
rota-other-name = Their name
rota-mandate = On whose word
rota-leave = I cannot come
rota-leave-on = I cannot come to this one or any later one
rota-leave-why = Why, if you like
rota-left = Said. The visit is open again.
rota-ask = Ask somebody to come in my place
rota-ask-of = Whom
rota-ask-in-return = In return I come to
rota-ask-nothing = Nothing in return
rota-ask-text = In your words
rota-asked-now = Asked. You come until somebody says yes.
rota-asks = { $name } asks whether somebody comes in their place. { $text }
rota-asks-you = { $name } asks you to come in their place. { $text }
rota-asks-swap = In return { $name } would come to { $visit }, { $when }.
rota-yes = Yes, I come
rota-yes-swap = Yes, we swap
rota-no = No, I cannot
rota-answered = Answered.
rota-taken-now = You come. It is on the rota.
rota-other-now = It is on the rota.
rota-cancel = Cancel this visit
rota-cancel-why = Why
rota-cancelled-now = Cancelled. Whoever was to come sees it.
rota-back-on = It takes place after all
rota-back-on-now = It is on again.
rota-settle = Who comes?
rota-settle-text = Why, if you like
rota-settle-save = They come
rota-settled-now = Said. The others see it.
rota-begin = Begin this visit
rota-more = Change, cancel, ask
limits-title = What I can give
limits-lead = The rota keeps to it, and tells whoever asks you. It is yours: you can go beyond it, and change it, whenever you like.
limits-hours = Hours a week, at most
limits-hours-hint = Leave it empty for no limit.
limits-days = Not on these days
limits-taken = This week you have taken { $length }.
limits-kept = Kept.
waiting-kind-rota = something on the rota
stays-rota = Who took a visit, and who left it, stays on the rota with who said so: the others plan by it.
code-visit-yours = You have taken this visit already.
code-visit-cancelled = { $name } cancelled this visit.
code-visit-taken = { $name } comes already. Ask them, if you would rather come yourself.
code-visit-over = That visit is over.
code-visit-not-taken = You have not taken this visit.
code-visit-not-now = That visit is at another time. Begin one without the rota, if you are there now.
code-cancel-not-yours = A visit is cancelled by whom it is for, by those who look after the circle, or by whoever planned it. If you have taken it, say that you cannot come.
code-cancelled-already = This visit has been cancelled already.
code-not-cancelled = This visit has not been cancelled.
code-no-such-time = This visit is not at that time. Its times are on the rota.
code-not-a-visit = This is no visit.
code-bad-rule = How a visit comes again is written as a rule of iCalendar by which it comes at least once, such as FREQ=WEEKLY;BYDAY=TU,TH.
code-bad-length = A visit takes from 1 to { $most } minutes.
code-bad-people = A visit needs from 1 to { $most } people.
code-limit-day = You have said: not on { $day }. You can take it all the same.
code-limit-hours = With it that week would be { $all }; you have said { $most }. You can take it all the same.
code-not-in-circle = Choose somebody else who is in this circle.
code-swap-not-theirs = A swap is for a visit that whoever you ask has taken.
code-ask-answered = That has been answered, or is asked no longer.
code-ask-not-yours = That was asked of somebody else.
code-no-such-ask = Nothing like that has been asked, as far as this device knows.
code-ambiguous-ask = More than one ask fits. Say more of its id.
code-no-such-taking = They have not taken this visit.
code-ambiguous-taking = More than one of those who took it fits. Say more of the id.
code-not-twice = Nobody else has taken this visit.
code-nobody-stays = Say who comes.
load-title = How the work is shared
load-see = How the work is shared
load-lead = Visits to { $name } in the last { $count } weeks and the next. It counts visits, and reads no note.
load-who = Who carries what
load-empty = No visit was made, and none is taken.
load-drawn = A bar for each person: visits made, then visits taken. The list below says the same in words.
load-past = made
load-next = taken
load-percent = { $percent } % of all
load-row = { $past } made ({ $pastlength }), { $next } taken ({ $nextlength })
load-open = Somebody is needed
load-weekends = Weekends on which nobody comes
load-nudge-staff = Nobody with a role in care is in the circle, nor a coordinator. Think of asking one in, to keep an eye on it.
load-nudge-family = Nobody from the family is in the circle, nor anybody close who looks after it. Is there somebody to ask?
load-nudge = { $name } carries { $percent } % of the visits. Could somebody else take one?
load-nudge-me = You carry { $percent } % of the visits. You may ask for a break: others would be glad to help.
load-nudge-coins = { $count ->
    [one] You have one coin: it can thank somebody for an hour’s break.
   *[other] You have { $count } coins: each can thank somebody for an hour’s break.
}
load-nudge-open = { $count ->
    [one] One visit ahead is taken by nobody.
   *[other] { $count } visits ahead are taken by nobody.
}
load-nudge-weekends = { $count ->
    [one] On one weekend nobody comes.
   *[other] On { $count } weekends nobody comes.
}
respite-title = A break
respite-lead = Whoever carries most may ask for a break: it stands on the rota, and somebody takes it like any other visit.
respite-coins = { $count ->
    [one] You have one coin.
   *[other] You have { $count } coins.
}
respite-give = Thank somebody with coins
respite-ask = Ask for a break
respite-when = From when
respite-hours = How many hours
respite-name = A break
respite-asked = Asked. It stands on the rota.
reminder-title = Reminders and calendar
reminder-lead = A reminder says that something is on, and when: no name, no place, not what for. So it may stand on a locked screen.
reminder-visits = Remind me of visits
reminder-before = How many minutes before
reminder-medicines = Remind me of medicines that I answer for
reminder-ends = Remind me to finish a visit that I began
reminder-quiet-from = Quiet from
reminder-quiet-to = Quiet until
reminder-quiet-hint = Times such as 22:00 and 07:00. The same time twice: never quiet.
reminder-next = In the next two days
reminder-none = Nothing to be reminded of.
reminder-text = Something is on at { $clock }.
reminder-text-end = Something that you began is not finished yet.
calendar-title = Calendar
calendar-name = Kith
calendar-neutral = Kith: something is on
calendar-visit = { $visit }, { $name }
calendar-lead = { $count ->
    [one] One visit of yours, for a calendar that you use already. It says when, and nothing of whom or what.
   *[other] { $count } visits of yours, for a calendar that you use already. It says when, and nothing of whom or what.
}
calendar-get = Get the calendar
calendar-feed = A calendar on this computer can follow the same address while these pages run: copy the link. Whoever has it sees when your visits are, and can open nothing else.
code-too-long-before = A reminder comes at most { $most } minutes before.

## Coins of a lost phone, and what becomes of coins

lost-coins-title = Coins of a lost phone
lost-coins-lead = Once the co-op has cut a phone off, nobody can give its coins any more. They come back to you.
lost-coins-empty = None of your phones was cut off.
lost-coins-device = A phone of yours
lost-coins-nothing = Nothing lay on it.
lost-coins-to-ask = { $held ->
    [0] What lay on it can come back to this phone.
    [one] One coin lay on it. It can come back to this phone.
   *[other] { $held } coins lay on it. They can come back to this phone.
}
lost-coins-waiting = { $left ->
    [0] Asked for. They come with the office’s next statement.
    [one] Asked for. They come back after one more statement of the office, so that nobody who took one in good faith is left out.
   *[other] Asked for. They come back after { $left } more statements of the office, so that nobody who took one in good faith is left out.
}
lost-coins-back = { $back ->
    [one] One coin has come back.
   *[other] { $back } coins have come back.
}
lost-coins-ask = Have them come back to this phone
lost-coins-asked = The office has been asked. Nothing more is to be done.
lost-gifts-title = What it gave last
lost-gifts-lead = The office settles none of these before you say that it was you. Say nothing of what you did not give.
lost-gift-line = { $coins } to { $name }
lost-gift-waits = Waits for your word.
lost-gift-ratified = You said that it was you. The office settles it at the next exchange.
lost-gift-settled = Settled.
lost-gift-lost = Not settled: the coin came back to you. Whoever has it by this gift can ask the co-op to make it good.
lost-gift-mine = It was me: let it stand
lost-gift-said = The gift stands, as soon as the office has your word.
coin-says-recovered = It came back from a phone that was lost. For now it is given only in touch with the office, in case somebody without signal has it, too.
move-recovered = back from a phone that was lost
move-left-to-me = left to you
desk-move-recovered = Back from a lost phone: { $coins }
desk-move-left-to-me = Left to you by { $name }: { $coins }
policy-pocket = Statements of the office for which a phone may vouch for its coins, and a lost phone’s coins wait
estate-title = What becomes of my coins
estate-lead = When you leave or die, your coins go where you say here. You can change it whenever you like.
estate-to = My coins are to go to
estate-choose = Let that be my choice
estate-done = Your choice is written down.
estate-who-reads = Nobody reads it but the office, and whoever carries it out.
estate-says-none = You have not chosen yet.
estate-says-pool = Your coins are to go to the pool.
estate-says-person = Your coins are to go to { $name }.
estate-carry-out-title = Carry out somebody’s choice
estate-carry-out-lead = First cut off all of the person’s phones. The coins move when the time for that is over, and every step is in the book.
estate-whose = Whose coins
estate-carry-out = Carry out what they chose
estate-case-waiting = Their choice is { $name }. { $wait ->
    [0] The coins go with the next statement.
    [one] The coins go after one more statement of the office.
   *[other] The coins go after { $wait } more statements of the office.
} { $left ->
    [one] One coin waits.
   *[other] { $left } coins wait.
}
estate-case-done = It is done. { $gone ->
    [one] One coin has gone to { $name }.
   *[other] { $gone } coins have gone to { $name }.
}
estate-gifts-title = Gifts that wait for a word
estate-gifts-lead = What people who have died or left gave last, and nobody has stood by. Ask whoever was there. Only what was their own doing is to stand; what you do not know of can wait.
estate-gift-line = { $giver } gave { $name } { $coins }
estate-gift-theirs = It was their own doing: let it stand
estate-gift-said = The gift stands.
code-ratify-own-gain = This gift was to you. Another coordinator says whether it stands.

## Top-ups from the pool

policy-top-up-to = Coins up to which the pool tops people up; 0 where it does not
policy-top-up-each = Coins that one person gets at a time
policy-top-up-run = Coins that the pool gives in one month by that rule
policy-top-up-for = Whom the pool tops up
top-up-for-supported = members who are supported
top-up-for-supported-and-family = members who are supported and families who care
top-up-for-everybody = all members
top-up-title = Top-ups from the pool
top-up-no-rule = The co-op has decided no rule for topping people up.
top-up-rule = Once a month, the pool tops up { $whom } with fewer than { $to } coins. All are raised to the same number of coins, as many as the pool can give and at most { $to }; nobody gets more than { $each } at a time, and all of them together at most { $run }. Coins that the co-op keeps for making good stay in the pool.
top-up-empty = The rule has not been run yet.
top-up-names-nobody = A top-up looks like any other gift from the pool. The account names nobody, and says who had how many coins only where at least three people were topped up.
top-up-next = This month
top-up-next-ready = { $people ->
    [one] One person has
   *[other] { $people } people have
} fewer coins than the rule says. The pool can give { $fund }: enough to raise everybody to { $level }, with { $coins ->
    [one] one coin
   *[other] { $coins } coins
} in all.
top-up-next-nobody = There is nobody to top up: nobody has fewer coins than the rule says, or the pool’s { $fund } are too few for all who have least.
top-up-next-done = The rule was run this month.
top-up-run-now = Run the rule for this month
top-up-done = The pool has topped people up. Every member can read the account of it.
top-up-run = In { $month } { $people ->
    [one] one person
   *[other] { $people } people
} had fewer than { $to } coins. The pool could give { $fund }. Everybody was raised to { $level }, by at most { $each }: { $coins ->
    [one] one coin
   *[other] { $coins } coins
} in all.
top-up-line = { $people ->
    [one] One person
   *[other] { $people } people
} with { $held ->
    [0] no coin
    [one] one coin
   *[other] { $held } coins
}: { $gets } each
top-up-by-which-rule = By which rule
top-up-by = Run by { $name }.
top-up-why-topped-up = { $coins ->
    [one] One coin came to you.
   *[other] { $coins } coins came to you.
}
top-up-why-had-enough = Nothing came to you by it: it raised people to { $level } coins, and you had as many.
top-up-why-not-for-me = The rule was not meant for you.
top-up-check-holds = This phone has computed it again, and comes to the same.
top-up-check-untold = This phone has checked the rule, the pool and the sum; what so few people had is not told.
top-up-check-waiting = This phone checks it once it has the office’s statement of then.
top-up-check-differs = This phone computed it again and comes to something else. Ask the board to look at it.
move-topped-up = topped up from the pool by the co-op’s rule
desk-move-topped-up = From the pool, by the co-op’s rule: { $coins }
book-line-topped-up = topped up from the pool
code-not-top-up-steward = A steward of the pool runs the rule, at the office.
code-no-top-up-rule = The co-op has decided no rule for topping people up.
code-topped-up-this-month = The rule was run this month already. It runs once a month.
code-nobody-to-top-up = Nobody has fewer coins than the rule says, or the pool has too few for all who have least.

## Places that hold coins

coin-place-title = Places that hold coins
coin-place-lead = A garden, a hall: whoever likes gives it coins, and its keepers thank with them whoever helps there. Everybody can see how many each has.
coin-place-empty = No place holds coins yet. The office begins one.
coin-place-kept-by = Kept by { $names }
coin-place-give = Give coins to this place
coin-place-this = This place
coin-place-draw = Give from its coins
coin-place-draw-lead = The office gives them as soon as it hears of it, in the order in which it hears.
coin-place-draw-now = Give from its coins
coin-place-begin = Begin a place
coin-place-begin-lead = Its coins lie at the office. Its keepers say who gets some of them.
coin-place-name = What it is called
coin-place-area = Its area
coin-place-keeper = Who keeps it
coin-place-begun = The place can be given coins now.
coin-place-drawn-asked = Asked: the office gives { $name } { $coins } of { $place } at the next exchange. What it has not carried out after some days is void.
coin-place-drawn-given = Given to { $name } from { $place }: { $coins }.
coin-says-offered-place = Offered to a place: it is there once the office has heard of it.
move-placed = given to a place
desk-move-placed = To { $name }: { $coins }
code-no-such-place = There is no such place, as far as this device has heard.
code-ambiguous-place = More than one place fits. Say more of its id.
code-not-for-places = Whoever keeps the co-op’s list of members says what places there are.
code-keepers = A place has from one to { $most } keepers.
code-place-exists = There is a place of this name already.
code-too-many-places = A co-op has at most { $most } places.
code-not-its-keeper = Only the keepers of a place draw on its coins.
code-bad-count = Draw at least one coin, and at most as many as one gift moves.
code-place-has-too-few = The place has { $count } coins, as far as this device has heard.

## Gifts of local businesses

voucher-title = Gifts of local businesses
voucher-lead = Businesses round here thank those who have given many hours. Your hours are counted and never spent: no coin moves, and a coin has no price.
voucher-benefits = Before you accept: a gift can count towards some benefits. Ask your adviser, or decline. Declining changes nothing, and only whoever offered it learns of it.
voucher-hours = { $hours ->
    [one] You have banked one hour.
   *[other] You have banked { $hours } hours.
}
voucher-offers = What they give
voucher-offers-empty = No business gives anything just now.
voucher-offer-from = { $what }, for whoever has banked { $hours } hours
voucher-reached = You have. Ask a coordinator if you would like it.
voucher-yours = Vouchers
voucher-from = From { $name }
voucher-to = To { $name }
voucher-how = How it is fetched
voucher-accept = Accept, thank you
voucher-decline = No, thank you
voucher-mine-waits = A gift for you, if you would like it.
voucher-mine-accepted = You have accepted it.
voucher-mine-declined = You have declined it.
voucher-given-waits = Not answered yet.
voucher-given-accepted = Accepted.
voucher-given-declined = Declined. There is nothing to ask about it.
voucher-answered-yes = It is yours. How it is fetched stands beside it.
voucher-answered-no = Declined. Nothing changes by it.
voucher-offer = Offer something for the co-op
voucher-business = The business
voucher-what = What it gives
voucher-from-hours = From how many banked hours
voucher-offered = Every member can read it at the next exchange.
voucher-end = This is over
voucher-ended = It is over.
voucher-give = Give somebody a voucher
voucher-whom = To whom
voucher-words = How it is fetched: a code, where, until when
voucher-sent = The voucher is on its way.
waiting-kind-voucher = voucher
code-not-for-vouchers = A coordinator or the office offers what businesses give.
code-too-many-offers = A co-op has at most { $most } offers at a time.
code-voucher-to-oneself = Somebody else gives you yours.
code-too-few-hours = They have banked { $count } hours.
code-voucher-answered = You have answered this one already.
code-no-such-offer = There is no such offer, as far as this device has heard.
code-ambiguous-offer = More than one offer fits. Say more of its id.
code-no-such-voucher = There is no such voucher on this device.
code-ambiguous-voucher = More than one voucher fits. Say more of its id.
code-asked-already = The coins of this device have been asked for. They come when the time is over.
code-nothing-to-ratify = This gift does not wait for your word, or not any more.
code-coins-came-back-lately = These coins came back from a lost phone a little while ago. For now they are given only in touch with the office.
code-coins-sender-cut-off = The co-op has cut off the phone that these coins come from. Nothing was taken.
code-not-coordinator = A coordinator carries that out, at the office.
code-still-in-use = A device of theirs is still in use. Cut off all of them first.
code-no-estate = They recorded no choice. The board decides what becomes of the coins.

## Statements

statement-title = Statement
statement-co-op = The whole co-op
statement-of-co-op = The co-op’s book, line by line, and as files
statement-of-pool = Statement of the pool
statement-adds-up = The lines add up to the three numbers.
statement-files = Take it along
statement-files-lead = For a spreadsheet, or for the program of whoever does the accounts. A coin is an hour and has no price in any of them.
statement-csv = Table (CSV)
statement-hledger = Journal for hledger
statement-beancount = Ledger for beancount
statement-value-flows = ValueFlows (JSON-LD)
statement-ofx = Bank statement (OFX)
statement-when = When
statement-what = What
book-line-minted = made from an attested hour
book-line-retired = retired after support in kind
book-line-pooled = given to the pool or to a place
book-line-welcome = welcome gift
book-line-made-good = made good by the pool
book-line-moved = given on
code-no-such-statement = There is a statement of your own, of the pool and of the co-op.
code-no-such-format = A statement is not written in this form.

## A rainy day

coin-state-put-by = put by
coin-says-put-by = Put by for a rainy day. It stays yours and cannot be given until you take it back.
coin-put-by = Put it by for a rainy day
coin-put-by-done = Put by. It cannot be given by accident now.
coin-take-back = Take it back from the rainy day
coin-take-back-done = It can be given again.
code-coin-put-by = This coin is put by for a rainy day. Take it back first.
code-coins-put-by = { $free ->
    [one] One coin can be given now.
   *[other] { $free } coins can be given now.
} { $apart ->
    [one] One is put by for a rainy day.
   *[other] { $apart } are put by for a rainy day.
} Take some back first.

## Pictures and documents
attach-add = Add a picture or a document
attach-file = Picture or document
attach-file-hint = JPEG, PNG, PDF or plain text. A picture is made small on this device, and loses its place and time.
attach-shows = What does it show?
attach-shows-hint = For those who cannot see it, and until it has arrived.
attach-do = Add it
attach-done = Added on this phone.
attach-picture = Picture
attach-document = Document
attach-undescribed = A picture by { $name }, without a description
attach-unnamed = A document by { $name }, without a name
attach-state-here = on this phone
attach-state-coming = asked for, and not here yet
attach-state-coming-part = { $have } of { $all } parts are here
attach-state-not-fetched = not fetched, as your settings say
attach-state-no-room = not fetched: this circle’s pictures fill the room that they may
attach-state-damaged = what came is not what was sent
attach-fetch = Fetch it
attach-fetching = It is asked for. It comes once whoever has it is in reach.
attach-save = Save as a file
attach-size = { $size } kB
fetching-title = Pictures and documents
fetching-when = They are fetched
fetching-always = with every signal
fetching-unmetered = not on mobile data
fetching-asked = only those that I ask for
fetching-saved = Saved. The words of notes come in any case.

## A coin's physical twin
twin-title = Its twin
twin-lead = A coin can have a twin, printed or made by hand. Whoever scans it reads the coin’s story. Where it goes changes nothing about whose the coin is.
twin-none = No twin of this coin has been made.
twin-who-makes = A worker, or somebody with a role in the co-op, registers that it was made.
twin-code = What the twin bears
twin-code-alt = A square to scan: it shows the story of this coin
twin-make = A twin was made
twin-make-button = Register its making
twin-of = What is it made of?
twin-of-printed = Printed
twin-of-wood = Wood
twin-of-clay = Clay
twin-of-cloth = Cloth
twin-of-other = Something else
twin-made = { $of }, made in { $month }
twin-made-by = Registered by { $name }
twin-made-twice = It was registered twice by people who did not know of each other; the first one counts. A coin has one twin.
twin-words = What would you like to say of it?
twin-area = Where? Only the area.
twin-area-none = Not said
twin-see = I have seen it
twin-see-button = Say so
twin-what = What happened?
twin-handed-on = Handed on
twin-seen = Seen
twin-lost = Lost or broken
twin-on = When, if not today?
twin-later = typed in later
twin-gap = Not seen for about { $days } days
twin-saved = Saved. It is part of the coin’s story now.
twin-sheet-title = Care coins
twin-sheet-lead = Each square shows the story of its coin to whoever scans it with Kith. Having this sheet moves no coin.
twin-sheet-code = Scan to read this coin’s story
twin-print = Print it
code-another-coop = This coin is another co-op’s.
code-not-worker = A worker, or somebody with a role in the co-op, registers the making of a coin’s twin.
code-has-twin = This coin has a twin already; a coin has one.
code-no-twin = No twin of this coin has been registered.
code-seen-when = Say when it was seen: by now, and not longer than a year ago.
code-too-many-words = That is too long: at most { $most } characters.
code-too-many-coins-sheet = A sheet holds at most { $most } coins.
code-not-a-coin = There is no coin to print.
move-moved = moved to another device of yours
move-moved-here = came from another device of yours
desk-move-moved = To another device of yours: { $coins }
desk-move-moved-here = From another device of yours: { $coins }
coins-elsewhere = { $count ->
    [one] One coin more lies on another device of yours, and is given from there.
   *[other] { $count } coins more lie on other devices of yours, and are given from there.
}

## Phones: what only a phone says, since only it has a camera, a vault and a share sheet
phone-scan = Scan with the camera
phone-camera-refused = Kith may not use the camera. You can allow it in the phone’s settings, or paste the text below.
phone-share = Send the text another way
phone-save = Keep it as a file
phone-open-file = Take it from a file
phone-near = Or hold the two phones back to back.
phone-picture = Choose a picture
phone-moment-hint = A day and a time, as 2026-11-24 10:00
phone-coop = The co-op
phone-coop-lead = Who does what, areas, the book
phone-coop-roles = Who does what
phone-offer-list = What neighbours find you by
phone-office-here = This phone is its office.
phone-news = There is something new in Kith.
phone-news-kind = Something new
phone-recognise = Open Kith
phone-not-recognised = The phone did not recognise you. Kith stays shut; please try again.
phone-no-screen-lock = This phone has no screen lock. Please set one in the phone’s settings first: it guards what is written here.
phone-key-gone = This phone has let go of the key that opens Kith, as it does when the screen lock is taken away. What you share with others comes back by your kit or your guardians.

## What Apple's system says in our name, before it asks
apple-why-camera = The camera reads the square code that another phone shows. What it sees is neither kept nor sent.
apple-why-face = Your face opens Kith on this phone.
apple-why-network = Phones on the same network exchange directly, without a relay and without the internet.
code-name-of-a-profile = A profile keeps its own under that name, and would be lost. Nothing was done: choose another name.
code-done-not-printed = It is done; only the answer could not be shown. Look at what is there before you do it again.
code-done-not-written = It is done all the same, and the code stands in the answer: do not do it again. The file could not be written.
code-pool-has-none = The pool holds { $free } coins that can be given. It makes good once more has been given to it.
# --- What is done task by task, and where the line of regulated work runs

task-title = What was done, task by task
task-other = Everyday things
task-regulated = Personal care and medicines: regulated work
task-regulated-hint = Regulated work is for paid staff who are trained for it. If you did some of it as a volunteer or a peer, say so: the visit counts all the same, and the registered manager is asked where the line runs.
task-appointment = Going along to an appointment
task-letters = Letters and forms
task-technology = Phones and computers
task-shopping = Shopping
task-cooking = Cooking, eating together
task-cleaning = Cleaning and laundry
task-house-and-garden = House and garden
task-outing = An outing or a walk
task-company = Company
task-sitting = Sitting in
task-washing = Washing or bathing
task-dressing = Dressing
task-eating = Helping to eat or drink
task-toilet = Going to the toilet
task-moving = Helping to move: bed, chair
task-skin = Mouth, skin, hair, nails
task-medicines = Medicines
boundary-title = Regulated work: asked about
boundary-list = Where the line runs
boundary-lead = Regulated work that a volunteer or a peer has done, and what the registered manager says to it. The visits count all the same. Whoever asked and the manager see the answer, nobody else.
boundary-empty = Nothing is asked.
boundary-what = { $name } with { $person } ({ $place })
boundary-planned = The visit was planned as regulated work.
boundary-asked-of = { $name }, registered manager, is asked.
boundary-answered-by = { $name } has answered.
boundary-says-asked = The registered manager is asked where the line runs. The visit counts all the same. Until you hear, leave this work to paid staff where that can be done safely.
boundary-says-nobody = This phone knows of no registered manager who could be asked yet; it asks as soon as it hears of one. The visit counts all the same. Until then, leave this work to paid staff where that can be done safely.
boundary-says-answer = You are asked where the line runs. Say what holds from now on; whoever asked is told. The visit counts all the same.
boundary-says-may-go-on = This may go on as it is.
boundary-says-for-staff = From now on paid staff do this. The visit counts all the same.
boundary-ruling = What holds from now on
boundary-may-go-on = This may go on
boundary-for-staff = For paid staff from now on
boundary-words = In your words
boundary-answer = Answer
boundary-answered-now = Answered. Whoever asked is told with the next exchange.
waiting-kind-boundary = question about regulated work
stays-boundary = That regulated work was asked about stays: those who answer for it must be able to show it.
code-no-ruling = Choose what holds from now on.
code-too-many-tasks = A visit names at most { $most } tasks.
code-manager-only = A registered manager says where the line runs.
code-no-such-query = There is no such question on this device.
code-ambiguous-query = More than one question fits. Say more of its id.
code-answer-too-long = An answer has at most { $most } characters.
code-visit-for-staff = This visit is regulated work, for paid staff. If you take it all the same, the registered manager is asked about it afterwards.

# --- Written down for somebody without a phone

for-see = Write something down for somebody without a phone
for-title = For somebody without a phone
for-lead = Whoever has no phone takes part all the same: write down what they say or did. It stands here in their name, with yours and with on whose word you wrote it.
for-mandate-hint = For example: she rang me this morning. Or by what right you speak for them.
for-note = A note in their words
for-words = What they say
for-note-save = Write it down
for-visit = A visit that they made
for-visit-lead = It counts among the visits. It earns nobody coins: hours are signed by whoever gave them.
for-visit-save = Write the visit down
for-written = For { $name }, who has no phone. Written down by { $by }: { $mandate }
for-written-by = written down by { $name }

# --- The emergency card as a link

card-logged = Opening this card was logged and is told to the circle.
card-link-see = The card as a link
card-link-title = The card as a link
card-link-lead = Whoever has the link reads the card in any browser, as it was when the link was made. The relay keeps it sealed: the key stands in the link alone and is never sent. Each time it is opened is noted and told to the circle: when, and not by whom.
card-link-days = For how many days
card-link-days-hint = After that nobody can open it any more.
card-link-make = Make a link from the card as it is now
card-link-made-now = The link is made. It can be opened once the relay has it.
card-link-empty = There is no link yet.
card-link-open = A link that can be opened
card-link-expired = A link that has run out
card-link-ended = A link that was ended
card-link-made = Made by { $name }; the card says how it was { $when }.
card-link-until = It can be opened until { $when }.
card-link-ended-by = Ended by { $name }.
card-link-stale = The card has changed since. Make a new link, and end this one.
card-link-waits = The relay does not have it yet, as far as this phone knows.
card-link-square = The link as a square to scan
card-link-looks = { $count ->
    [0] Nobody has opened it, as far as this phone has heard.
    [one] Opened once
   *[other] Opened { $count } times
}
card-link-end = End this link
card-link-ended-now = The link is ended. The relay drops the card with the next exchange.
card-looked-title = The emergency card was opened
card-looked = { $count ->
    [one] { $name }’s card, { $when }
   *[other] { $name }’s card, { $count } times, the last time { $when }
}
code-no-card-pages = The co-op’s relay opens no cards yet. The office says where it does, and then a link can be made.
code-bad-card-address = Say where the relay opens cards, as https://relay.example.
code-card-link-not-yours = A link to the card is made by the person, or by those who look after the circle.
code-card-link-days = A link is made for 1 to { $most } days.
code-too-many-card-links = At most { $most } links can be opened at a time. End one first.
code-no-such-link = There is no such link on this device.
code-ambiguous-link = More than one link fits. Say more of its id.

# --- Mandates to confirm hours

mandate-title = Who confirms for whom
mandate-lead = Somebody without a phone cannot say on it that an hour was given to them. Whoever holds their mandate says so for them, and it is marked. Everybody in the co-op can see who holds which.
mandate-empty = Nobody holds a mandate.
mandate-holds = { $holder } confirms for { $name }
mandate-given-by = Given by { $name }, { $when }
mandate-give = Give a mandate
mandate-person = Who has no phone
mandate-holder = Who confirms for them
mandate-words-hint = The person’s own word, or by what right. Everybody in the co-op can read this. Whoever lives with those that visit should not confirm their hours.
mandate-given = The mandate is given.
mandate-end = { $holder } confirms for { $name } no more
mandate-ended = The mandate is ended. What was confirmed stays.
code-mandate-not-yours = A mandate is given by the person, or by whoever keeps the co-op’s list of members; they or its holder end it.
code-mandate-of-oneself = Whoever confirms for themself needs no mandate.
code-too-many-mandates = At most { $most } people hold a mandate of one person. End one first.
code-no-such-mandate = There is no such mandate, as far as this device has heard.

# --- Taking back

undo-reason = Taken back within a minute
note-undone = It is taken back. The words of a note are in the box again.
code-cannot-undo = What can be taken back is a note of yours, or a visit that you have begun.
code-too-late-to-undo = That is more than a minute ago. Correct it, and what it said first stays; or have it erased.

# --- Witnesses of the office's log

witness-title = Witnesses
witness-lead = The office writes down who has which coin, in one log. Witnesses follow that log step by step and cosign it, so that there can be only one. They see coins, and no names.
witness-empty = Nobody witnesses yet.
witness-up-to-date = Has cosigned all of it, up to statement { $checkpoint }.
witness-behind = { $checkpoint ->
    [0] Has cosigned nothing yet. It happens at the next exchange.
   *[other] Has cosigned up to statement { $checkpoint }. The rest follows at the next exchange.
}
witness-refused = Does not cosign: what the office showed does not follow on from what it showed before. The board should look at it.
witness-convicted = Has cosigned two logs that cannot both be true. The board should look at it.
witness-here = This device is the witness.
witness-appoint = Appoint a witness
witness-appoint-lead = Choose people who are apart from the office and meet it often. Three are a good beginning: two of them are then enough. The coins of the co-op go on as ever while a witness is away.
witness-person = Who
witness-device = Which device, where they have several: the beginning of its id
witness-appointed = The witness is appointed. Their device begins at its next exchange.
witness-end = Is a witness no more
witness-ended = They are a witness no more. What they cosigned stays.
witnesses-none = Coins are settled by the office’s log. There are no witnesses of it.
witnesses-witnessed = The office’s log is cosigned by enough witnesses, up to its last statement ({ $checkpoint }): { $quorum } of { $of } are needed.
witnesses-behind = { $witnessed ->
    [0] The office’s log goes up to statement { $checkpoint }. Too few witnesses have cosigned it yet: { $quorum } of { $of } are needed. Coins settle all the same, by the office’s word.
   *[other] The office’s log goes up to statement { $checkpoint }; enough witnesses have cosigned it up to { $witnessed }: { $quorum } of { $of } are needed. Later coins are settled by the office’s word, and wait for the witnesses.
}
witnesses-refused = A witness refuses to cosign the office’s log. The board should look at it. Coins that enough witnesses vouched for before stay as they are.
witnesses-split = The office has signed two logs that cannot both be true. Anybody can check the proof. The board should look at it before more coins are given.
coin-says-witnessed = Cosigned by { $by } of { $of } witnesses.
coin-says-unwitnessed = Settled by the office; fewer than { $quorum } of { $of } witnesses have cosigned it yet.
code-appoint-a-witness = A witness is one device of a member: appoint it on the page of witnesses.
code-notary-is-no-witness = Whoever keeps the co-op’s book does not witness it. Ask somebody else.
code-which-device = They have several devices. Say which one is to witness.
code-too-many-witnesses = A co-op has at most { $most } witnesses.
code-quorum = At least { $least } and at most { $most } of these witnesses have to cosign.
code-no-such-witness = There is no such witness.
code-ambiguous-witness = More than one witness fits. Say more of its id.
witness-notary = The book is kept on a device of { $name }.
notary-move = Another device keeps the book
notary-move-lead = For a device that is lost or worn out. Give its next keeper the notary’s role first, and let both devices meet the co-op: so the new one has the whole book. The book goes on from its last statement. The coins of the pool and of places come to the new device once the time of a lost phone’s coins is over.
notary-moved = The book passes on. The new device begins at its next exchange.
code-no-other-device = They have no device that could take the book over.
code-not-standing-by = That device cannot read the book yet. Grant its person the notary’s role, let both devices meet the co-op, and try again.
code-no-checkpoint = The office has signed no statement of its book yet.
code-moved-too-often = The book has passed on too often, or since its last statement.
code-not-commons-owner = Whoever takes the book over keeps the co-op’s list of members, too. Only its owner may say so.
code-log-not-here = This device has not heard all of the co-op’s book yet.
