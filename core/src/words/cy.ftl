### Kith yn Gymraeg. Yr un allweddi a’r un newidynnau ag en.ftl.
### Ffurf “chi”; siarad fel cymydog: yn fyr, yn blaen, heb fwrw bai. Cofio’r treigladau ar ôl rhifau.

## Yr ap, y pum lle a’r hyn sydd ar bob sgrin

app-name = Kith
app-of-coop = Kith, { $coop }
language-name = Cymraeg
language-other = English
language-choose = Iaith

place-today = Heddiw
place-circle = Cylch
place-coins = Darnau
place-people = Pobl
place-more = Mwy
place-office = Swyddfa
place-main = Y prif leoedd
place-skip = Neidio i’r brif ran

button-save = Cadw
button-cancel = Canslo
button-back = Yn ôl
button-done = Wedi gorffen
button-next = Nesaf
button-add = Ychwanegu
button-remove = Tynnu
button-change = Newid
button-open = Agor
button-close = Cau
button-send = Anfon
button-copy = Copïo
button-print = Argraffu
button-download = Lawrlwytho
button-search = Chwilio
button-again = Rhoi cynnig arall arni
button-show-all = Dangos y cyfan
button-undo = Dadwneud
button-yes = Ie
button-no = Na
button-unlock = Datgloi

word-and = a
word-you = chi
word-or = neu
word-optional = os mynnwch
word-required = ei angen
word-none = dim
word-unknown = ddim yn hysbys eto
word-said-by-device = yn ôl cloc y ffôn hwnnw
word-nobody = neb eto
word-count-people = { $count ->
    [zero] neb
    [one] 1 person
    [two] 2 berson
    [few] 3 pherson
    [many] 6 pherson
   *[other] { $count } o bobl
}
word-somebody = rhywun nad ydym yn ei adnabod eto

list-by-when = { $name } · { $when }

## Amserau a dyddiau

time-minutes = { $count ->
    [two] 2 funud
   *[other] { $count } munud
}
time-hours = { $count } awr
time-hours-minutes = { $hours } awr a { $minutes ->
    [two] 2 funud
   *[other] { $minutes } munud
}
date-today = heddiw
date-yesterday = ddoe
date-tomorrow = yfory
date-day-time = { $day } { $clock }
date-weekday = { $weekday ->
    [1] dydd Llun
    [2] dydd Mawrth
    [3] dydd Mercher
    [4] dydd Iau
    [5] dydd Gwener
    [6] dydd Sadwrn
   *[7] dydd Sul
}
date-on-weekday = { $weekday ->
    [1] ddydd Llun
    [2] ddydd Mawrth
    [3] ddydd Mercher
    [4] ddydd Iau
    [5] ddydd Gwener
    [6] ddydd Sadwrn
   *[7] ddydd Sul
}
date-month = { $month ->
    [1] Ionawr
    [2] Chwefror
    [3] Mawrth
    [4] Ebrill
    [5] Mai
    [6] Mehefin
    [7] Gorffennaf
    [8] Awst
    [9] Medi
    [10] Hydref
    [11] Tachwedd
   *[12] Rhagfyr
}
date-in-year = { $day } { $month }
date-with-year = { $day } { $month } { $year }
date-exact = { $weekday } { $date }, { $clock }
date-unknown = ar adeg na allwn ei gwybod

## Y stribed gwir: beth sy’n aros, ble mae, a phryd fu’r cyfnewid diwethaf

truth-waiting = { $count ->
    [zero] Does dim yn aros.
    [one] Mae 1 peth yn aros.
    [two] Mae 2 beth yn aros.
    [few] Mae 3 pheth yn aros.
    [many] Mae 6 pheth yn aros.
   *[other] Mae { $count } o bethau’n aros.
}
truth-last-exchange = Cyfnewid diwethaf: { $when }.
truth-never-exchanged = Dim cyfnewid eto.
truth-all-with-relay = Mae popeth gyda’r gyfnewidfa.
truth-all-with-everyone = Mae popeth ar ffonau pawb.
truth-no-signal = Dim signal: mae’r cyfan yn ddiogel yma.
truth-nothing-new = Dim signal. Yr hyn a welwch yw’r hyn a ddaeth gyda’r cyfnewid diwethaf.
truth-relay-unreachable = Nid yw’r gyfnewidfa’n ateb: mae’r cyfan yn ddiogel yma ac fe â ohono’i hun wedyn.
truth-relay-silent = Nid yw’r gyfnewidfa’n ateb ar hyn o bryd.
truth-exchanging = Wrthi’n cyfnewid: { $done } o { $all }.
truth-not-known = Ni wyddom eto beth sydd wedi cyrraedd.
truth-left-out = Ni all rhywun ddarllen popeth newydd eto.
truth-cannot-open = Ni ellir agor rhywbeth newydd yma eto.
apart-title = Pwy na all ddarllen yr hyn sy’n newydd eto
apart-left-out = { $place }: ni all { $names } ddarllen yr hyn sy’n newydd yno eto. Ni chafodd un o’u dyfeisiau yr allwedd. Gall { $who } ei rhoi: cyfnewidiwch â nhw, neu rhowch becyn iddynt.
apart-left-out-here = { $place }: ni all { $names } ddarllen yr hyn sy’n newydd yno eto. Ni chafodd un o’u dyfeisiau yr allwedd. Mae’r ddyfais hon yn ei rhoi: cyfnewidiwch â nhw, neu rhowch becyn iddynt.
apart-own-left-out = Ni all dyfais arall i chi agor yr hyn sy’n newydd eto. Mae’r ddyfais hon yn rhoi’r allwedd iddi: gadewch i’r ddwy gyfnewid.
apart-cannot-open = { $place }: ni ellir agor yr hyn sy’n newydd yno yma eto. Ni chafodd y ddyfais hon yr allwedd. Cyfnewidiwch â { $who }, neu derbyniwch becyn ganddynt.
apart-own-cannot-open = Ni ellir agor yma eto yr hyn sy’n newydd ar eich dyfeisiau eraill. Gadewch i’r ddyfais hon gyfnewid â nhw.
apart-anybody = phwy bynnag sydd yno
truth-see-waiting = Gweld beth sy’n aros
truth-relay-contradicts = Mae’r gyfnewidfa wedi’i gwrth-ddweud ei hun: daw’r hyn nad yw’n ei roi pan fydd ffonau’n cwrdd, neu mewn pecyn.
truth-refused = { $count ->
    [one] Ni ellid derbyn 1 peth.
    [two] Ni ellid derbyn 2 beth.
    [few] Ni ellid derbyn 3 pheth.
    [many] Ni ellid derbyn 6 pheth.
   *[other] Ni ellid derbyn { $count } o bethau.
}
truth-label = Beth sy’n aros, a phryd fu’r cyfnewid diwethaf

## Ble mae pob peth wedi cyrraedd

state-here-only = ar y ffôn hwn yn unig
state-with-relay = gyda’r gyfnewidfa
state-on-phones = ar ffonau { $have } o’r { $all } o bobl
state-on-all-phones = ar ffonau pawb
state-unknown = ddim yn hysbys eto
state-draft = drafft, wedi’i gadw ar y ffôn hwn
state-held-back = yn aros am rywbeth a ddaeth o’i flaen
state-refused = ni ellid ei dderbyn
state-from-paper = wedi’i gofnodi o bapur gan { $name }

## Yr hyn mae’r gorchymyn yn ei argraffu fel testun
text-yes = ie
text-no = na
text-nothing = dim byd
text-me = { $name } (fi)
text-circle = cylch { $name }
text-person = { $name } yn unig

waiting-title = Beth sy’n aros
waiting-lead = Mae hyn i gyd yn ddiogel ar y ffôn hwn. Fe â ohono’i hun gyda’r cyfnewid nesaf.
waiting-empty = Does dim yn aros. Bydd yr hyn a ysgrifennwch i’w weld yma nes iddo adael y ffôn hwn.
waiting-for-relay = yn aros am y gyfnewidfa
waiting-for-person = yn aros am { $name }
waiting-since = ers { $when }
waiting-exchange-now = Cyfnewid nawr
waiting-why-no-signal = am nad oes signal
waiting-why-no-relay = am nad yw’r gyfnewidfa’n ateb
waiting-why-not-sent = yn mynd gyda’r cyfnewid nesaf
waiting-why-handed-over = dim ateb iddo eto
waiting-why-two-copies = mae copi arall wedi ysgrifennu â’r un allwedd: gweler Clo a chopi wrth gefn
waiting-handed = wedi’i roi mewn pecyn i’w drosglwyddo, { $when }
waiting-why-awaiting-key = yn aros nes y caiff y ffôn hwn ei agor
waiting-why-awaiting-office = yn aros am y swyddfa
waiting-kind-note = nodyn
waiting-kind-attachment = llun neu ddogfen
waiting-kind-handover = trosglwyddiad
waiting-kind-visit = ymweliad
waiting-kind-plan = cynllun
waiting-kind-coin = darn
waiting-kind-hour = awr
waiting-kind-profile = proffil
waiting-kind-membership = ymuno
waiting-kind-other = rhywbeth arall

## Heddiw

today-title = Heddiw
today-hello = Helo, { $name }
today-empty = Diwrnod tawel hyd yma. Yma y daw ymweliadau, newyddion eich cylchoedd a’r hyn sy’n aros am eich cydsyniad.
today-visits = Pwy sy’n dod
today-my-visits = I ble rwy’n mynd
today-news = Ers i chi edrych ddiwethaf
today-mentions = Cawsoch eich enwi
today-news-empty = Dim byd newydd ers i chi edrych ddiwethaf.
today-needs-you = Yn aros am eich cydsyniad
today-news-count = { $count ->
    [zero] dim byd newydd
    [one] 1 peth newydd
    [two] 2 beth newydd
    [few] 3 pheth newydd
    [many] 6 pheth newydd
   *[other] { $count } o bethau newydd
}
today-coming = Mae { $name } yn dod { $when }.

## Y cylch: nodiadau, negeseuon, trosglwyddo

circle-title = Cylch { $name }
circle-list = Fy nghylchoedd
circle-empty = Nid ydych mewn cylch eto. Gall rhywun sydd mewn cylch eich gwahodd, neu gallwch ddechrau un.
circle-begin = Dechrau cylch
circle-begin-for = Cylch i bwy yw hwn?
circle-name = Enw’r cylch
circle-people = Pobl y cylch
circle-people-count = { $count ->
    [zero] Neb
    [one] 1 person
    [two] 2 berson
    [few] 3 pherson
    [many] 6 pherson
   *[other] { $count } o bobl
}, { $most } ar y mwyaf
circle-crowded = Mae { $count } o bobl yn y cylch hwn, ac i { $most } y mae cylch.
circle-crowded-asks-you = Daethpwyd â nhw i mewn ar ffonau nad oeddent wedi clywed am ei gilydd. Mae pawb i mewn, ac ni ellir dod â neb arall i mewn. A ddylai pawb aros? Os na, agorwch pwy bynnag ddylai fynd ymhlith y bobl, a’u tynnu allan.
circle-crowded-asks = Daethpwyd â nhw i mewn ar ffonau nad oeddent wedi clywed am ei gilydd. Mae pawb i mewn, ac ni ellir dod â neb arall i mewn. Gofynnir i { $name } a ddylai pawb aros.
circle-full = Mae { $most } o bobl yn y cylch, cynifer ag a ganiateir. Ni newidiwyd dim. Gall rhywun adael yn gyntaf, neu holwch y cydlynydd.
circle-invite = Gwahodd rhywun
circle-leave = Gadael y cylch
circle-close = Cau’r cylch
circle-close-lead = Fel ar ôl marwolaeth: gellir darllen yr hyn sydd ynddo, ac ni ellir ysgrifennu dim newydd. Gellir ei agor eto.
circle-close-who = Y rhai sy’n gofalu am y cylch all ei gau.
circle-close-months = Misoedd i’w gadw (0: dim tymor)
circle-close-reason = Pam
circle-close-reason-hint = Mae pawb yn y cylch yn darllen hyn.
circle-close-done = Mae’r cylch wedi cau.
circle-reopen = Agor y cylch eto
circle-reopened = Mae’r cylch ar agor eto.
circle-closed-by = Caewyd gan { $name }, { $when }
circle-closed-means = Gellir darllen yr hyn sydd yma, ac ni ellir ysgrifennu dim newydd.
circle-closed-no-term = Fe’i cedwir heb dymor.
circle-closed-term = { $count ->
    [zero] Fe’i cedwir am { $count } mis.
    [one] Fe’i cedwir am un mis.
    [two] Fe’i cedwir am ddau fis.
    [few] Fe’i cedwir am { $count } mis.
    [many] Fe’i cedwir am { $count } mis.
   *[other] Fe’i cedwir am { $count } mis.
}
circle-news = Hanes { $name }
circle-who-reads = Dim ond pobl y cylch hwn all ddarllen yr hyn a ysgrifennir yma.
circle-joined = Ymunodd { $name } â’r cylch
circle-left = Gadawodd { $name } y cylch
circle-level-owner = perchennog y cylch
circle-level-keeper = ceidwad
circle-level-member = yn y cylch
circle-level-reader = yn cael darllen

note-title = Nodyn
note-list = Nodiadau
note-write = Ysgrifennu nodyn
note-what = Beth ddigwyddodd, neu beth ddylai eraill ei wybod?
note-begun-elsewhere = Dechreuwyd ar ddyfais arall i chi, { $when }.
note-apart = Dechreuwyd ar wahân ar ddyfais arall i chi, { $when }:
note-apart-add = Ei ychwanegu at y blwch
note-apart-added = Mae yn y blwch hefyd.
note-apart-drop = Gollwng hwn
note-apart-dropped = Mae wedi’i ollwng ar eich holl ddyfeisiau.
note-empty = Dim nodiadau eto. Yma y daw’r peth cyntaf a ysgrifennwch, i’r cylch hwn yn unig.
note-saved = Wedi’i gadw ar y ffôn hwn.
note-saved-waiting = Wedi’i gadw ar y ffôn hwn. Fe â at y lleill gyda’r cyfnewid nesaf.
note-correct = Cywiro’r nodyn hwn
note-review-waits = yn aros am air y rhai sy’n gofalu am y cylch: heb ei ddangos i neb arall tan hynny
note-review-not-kept = heb ei gadw gan y rhai sy’n gofalu am y cylch: heb ei ddangos i neb ond chi
note-corrected = cywirwyd { $when }
note-corrects = yn cywiro’r hyn a ysgrifennwyd { $when }
note-original = Yr hyn a ysgrifennwyd gyntaf
note-erased = Mae’r awdur wedi dileu hwn.
note-search = Chwilio’r nodiadau
note-search-none = Nid oes “{ $query }” mewn unrhyw nodyn.
note-too-long = Mae’r nodyn dros { $most } nod o hyd. Mae’n dal yma fel drafft: rhannwch ef yn ddau nodyn, os gwelwch yn dda.
note-by = { $name }, { $role }
note-mood = Sut oedd pethau
note-kind-note = nodyn
note-kind-handover = trosglwyddiad
note-kind-message = neges

handover-title = I’r ymwelydd nesaf
handover-hint = Beth ddylen nhw ei wybod wrth ddod i mewn?
handover-from = Gair i’r nesaf oddi wrth { $name }
handover-none = Nid oedd dim i’w drosglwyddo.

## Ymweliadau

visit-title = Ymweld: { $name }
visit-list = Ymweliadau
visit-empty = Dim ymweliadau eto. Trefnwch un, neu dechreuwch un pan fyddwch yno.
visit-plan = Trefnu ymweliad
visit-start = Dechrau’r ymweliad
visit-started = Dechreuwyd { $when }
visit-running = Dechreuwyd { $clock } · { $minutes ->
    [two] 2 funud
   *[other] { $minutes } munud
}
visit-finish = Gorffen yr ymweliad
visit-finished = Mae’r ymweliad wedi’i orffen. Mae’n ddiogel ar y ffôn hwn.
visit-done-title = Beth gafodd ei wneud
visit-done-hint = Dewiswch yr hyn yr oedd a wnelo ag ef. Cewch ddewis mwy nag un.
visit-done-words = Mewn ychydig eiriau
visit-how = Sut oedd { $name }?
visit-how-low = isel
visit-how-as-usual = fel arfer
visit-how-bright = siriol
visit-minutes = Munudau
visit-minutes-hint = 0 os nad yw i’w gyfrif: nid yw awr â thâl yn ennill darn.
visit-who = Pwy sy’n mynd
visit-with = Ymweliad gan { $name }
visit-when = Pryd
visit-handover = I’r ymwelydd nesaf
visit-minutes-said = { $minutes ->
    [two] 2 funud
   *[other] { $minutes } munud
}, yn ôl { $name }
visit-confirm-offer = Gall { $name } gadarnhau nawr, o ffôn i ffôn.
visit-coins-made = { $coins ->
    [zero] Nid yw’n gwneud darn cyfan eto
    [one] Daw’n un darn
    [two] Daw’n ddau ddarn
    [few] Daw’n dri darn
    [many] Daw’n chwe darn
   *[other] Daw’n { $coins } darn
}, ac mae { $minutes ->
    [two] 2 funud
   *[other] { $minutes } munud
} yn aros yn eich jar ({ $jar } o 60).
visit-state-planned = wedi’i drefnu
visit-state-offered = wedi’i gynnig
visit-state-taken = { $name } sy’n mynd
visit-state-started = ar y gweill
visit-state-finished = wedi gorffen
visit-state-confirmed = wedi’i gadarnhau gan { $name }
visit-state-cancelled = wedi’i ganslo
visit-take = Gallaf i fynd
visit-correct = Cywiro hwn
visit-correct-lead = Cedwir yr hyn a ddywedwyd o’r blaen wrth ei ochr. Unwaith y cadarnheir yr awr, mae’n sefyll.
visit-correct-confirmed = Cadarnhawyd yr awr, ac mae’r hyn a gadarnhawyd yn sefyll. Os oes rhywbeth o’i le, ysgrifennwch nodyn wrth ei ochr; am yr oriau, gofynnwch i’r swyddfa.
visit-corrected = Wedi’i gywiro. Cedwir yr hyn a ddywedwyd o’r blaen.
visit-corrections = Fel y’i dywedwyd
visit-told = Dywedwyd { $when }
visit-told-stands = hwn sy’n sefyll
visit-began-at = Dechreuodd am
visit-ended-at = Gorffennodd am
visit-by-code = Dyma’r cyfan y mae’r cod yn ei ddweud. Un ochr o fywyd y mae’n ei henwi; nid yw beth arall a wnaed, sut roedd { $name } na’r gair i’r ymwelydd nesaf ynddo. Dônt gyda’r cylch.
visit-by-code-alone = Dyma’r cyfan y mae’r cod yn ei ddweud. Un ochr o fywyd y mae’n ei henwi; nid yw beth arall a wnaed ynddo.
visit-already-ended = Roedd yr ymweliad hwn wedi’i orffen yn barod. Ni newidiwyd dim. Mae’r hyn a ysgrifennwyd gyntaf yn sefyll; gallwch ychwanegu cywiriad.

## Y pedair elfen llesiant: siâp, enw a lliw bob tro

element-my-care = Fy Ngofal
element-my-home = Fy Nghartref
element-my-community = Fy Nghymuned
element-my-life = Fy Mywyd
element-my-care-shape = ◆ Fy Ngofal
element-my-home-shape = ▲ Fy Nghartref
element-my-community-shape = ● Fy Nghymuned
element-my-life-shape = ■ Fy Mywyd
element-choose = I ba ran o fywyd mae hwn?
element-none = heb ei nodi

## Cadarnhau awr

hour-title = Cadarnhau awr
hour-ask = Gofyn am gadarnhad
hour-ask-lead = Y sawl a gafodd help sy’n cadarnhau. Nid oes neb yn cadarnhau ei oriau ei hun.
hour-waiting = Yn aros i { $name } gadarnhau
hour-to-confirm = Mae { $name } yn dweud: { $minutes ->
    [two] 2 funud
   *[other] { $minutes } munud
}. Ydy hynny’n iawn?
hour-confirm = Ydy, cadarnhau
hour-confirm-as-coins = Cadarnhau: fe ddaw’n ddarnau
hour-confirm-pay = Talu â’m darnau fy hun yn lle hynny
hour-not-right = Nid yw hynny’n iawn
hour-confirmed = Wedi’i gadarnhau. Diolch.
hour-confirmed-by = cadarnhawyd gan { $name }
hour-confirmed-for = dros { $name }, ar fandad: { $mandate }
hour-own = Nid oes neb yn cadarnhau ei oriau ei hun. Ni chollwyd dim: gofynnwch i’r sawl a gafodd help, neu i’r cydlynydd.
hour-twice = Roedd yr awr hon wedi’i chadarnhau’n barod. Mae’n cyfrif unwaith.
hour-show-code = Dangoswch hwn i { $name }
hour-show-code-lead = Bydd y ffôn arall yn ei sganio, neu gludo’r testun isod. Nid oes angen signal.
hour-look-first = Gweld yr hyn a ddywedwyd
hour-paste-code = Sganiwch neu gludo’r hyn a ddangosir i chi
hour-handed-over = Wedi’i drosglwyddo. Mae’n ddiogel ar y ddau ffôn.
hour-said-no = Dywedodd { $name } nad yw’n iawn. Trafodwch gyda’ch gilydd a’i anfon eto.
hour-state-open = heb ofyn eto
hour-state-unconfirmed = yn aros i’w chadarnhau
hour-state-confirmed = wedi’i chadarnhau
hour-state-counted = wedi’i chyfrif: mae yn eich darnau a’ch jar
hour-state-refused = heb ei derbyn

## Darnau

coins-title = { $count ->
    [zero] Dim darnau eto
    [one] 1 darn
    [two] 2 ddarn
    [few] 3 darn
    [many] 6 darn
   *[other] { $count } darn
}
coins-count = { $count ->
    [zero] dim darnau
    [one] 1 darn
    [two] 2 ddarn
   *[other] { $count } darn
}
coins-settled = wedi setlo
coins-promised = wedi’u haddo
coins-contested = dan gwestiwn
coins-jar = yn y jar
coins-jar-of = { $minutes } o 60 munud yn y jar
coins-jar-lead = Yma mae munudau sy’n brin o awr yn aros, ac yn llenwi’ch darn nesaf. Ni chollir yr un.
coins-empty = Nid oes gennych ddarnau eto. Bydd awr a roddwch, o’i chadarnhau, yn dod yn ddarn cyntaf i chi. Efallai y daw rhodd groeso hefyd.
coins-rainy-day = wedi’i roi o’r neilltu
coins-what = Awr a roddodd rhywun yw darn. Nid oes pris arno ac nid yw byth yn colli ei werth.
coins-from = Oddi wrth { $name }
coins-to = At { $name }
coins-for = am { $purpose }
coins-hands = { $count ->
    [zero] dim dwylo hyd yma
    [one] 1 pâr o ddwylo hyd yma
    [two] 2 bâr o ddwylo hyd yma
    [few] 3 phâr o ddwylo hyd yma
    [many] 6 phâr o ddwylo hyd yma
   *[other] { $count } pâr o ddwylo hyd yma
}
coins-history = Beth ddaeth a beth aeth
coins-received = Rhoddodd { $name } { $count ->
    [one] ddarn
    [two] 2 ddarn
   *[other] { $count } darn
} i chi
coins-given = Rhoesoch { $count ->
    [one] ddarn
    [two] 2 ddarn
   *[other] { $count } darn
} i { $name }

coin-story = Stori’r darn hwn
coin-story-lead = Un fodrwy am bob cam a adroddir. Does dim dau ddarn yr un fath.
coin-where = Ble mae wedi bod
coin-where-lead = { $count ->
    [one] Ardaloedd bras lle mae rhywun wedi ennill. Byth gartref neb, byth union ddiwrnod.
   *[other] Ardaloedd lle mae o leiaf { $count } o aelodau wedi ennill. Byth gartref neb, byth union ddiwrnod.
}
coin-map-title = Ble mae darn { $short } wedi bod
coin-map-desc = Diliau o ardaloedd bras. Yn eu trefn: { $stops }.
coin-map-none = Nid oes yr un cam o’i stori’n enwi lle.
coin-map-untold = { $count ->
    [one] Mae un cam arall nad yw’n enwi lle.
    [two] Mae dau gam arall nad ydynt yn enwi lle.
   *[other] Mae { $count } cam arall nad ydynt yn enwi lle.
}
coin-picture = Llun
coin-picture-hint = JPEG neu PNG. Caiff ei wneud yn fach ar y ddyfais hon, a cholli ei le a’i amser. Gall pawb yn y gydweithfa ei weld ar stori’r darn.
coin-picture-add = Rhoi llun arno
coin-picture-unsaid = Llun a ddaeth gyda’r darn
coin-picture-here = Yma.
coin-picture-not-here = Mae llun yn perthyn yma. Nid yw wedi dod eto, neu cafodd ei dynnu i lawr.
coin-picture-refused = Dewisoch beidio â gweld y llun hwn. Chi biau’r darn yr un fath.
coin-picture-refuse = Nid wyf am ei weld
coin-picture-want = Ei ddangos wedi’r cyfan
coin-picture-wanted = Mae’n cael ei ddangos eto, cyn belled ag y mae yma.
coin-picture-erase = Ei dynnu i lawr i bawb
coin-picture-erase-lead = Mae’r darn a gweddill ei stori’n aros. Efallai fod rhywun wedi cadw copi yn rhywle arall.
coin-picture-erase-gone = Mae’r llun wedi’i dynnu i lawr. Bydd pob ffôn yn ei ddileu gyda’i gyfnewid nesaf.
coin-picture-erase-asked = Gofynnwyd. Bydd y swyddfa’n ei dynnu i lawr i bawb pan glyw.
code-picture-not-here = Nid yw’r llun hwn yma: nid yw wedi dod, gwrthodoch ef, neu cafodd ei dynnu i lawr.
code-too-many-drafts = Mae { $most } o nodiadau wedi’u dechrau’n barod. Gorffennwch un ohonynt, neu gollyngwch un; dim ond ar y sgrin hon y mae’r hyn rydych yn ei ysgrifennu nawr.
code-not-its-giver = Dim ond pwy a’i rhoddodd, arweinydd diogelu, neu bwy bynnag sy’n cadw rhestr aelodau’r gydweithfa sy’n tynnu llun i lawr.
code-picture-reason = Dywedwch pam: rhywun arall a gyhoeddodd y llun hwn.
code-too-many-coin-pictures = Mae { $most } o luniau’n aros yn barod i’r swyddfa eu cyhoeddi. Rhowch y darn heb lun, neu wedi iddi wneud.
code-ambiguous-picture = Mae mwy nag un llun ar ddarn yn dechrau felly. Dywedwch fwy ohono.
code-no-such-picture = Nid oes llun o’r enw hwnnw ar ddarn yma.
areas-title = Ardaloedd y gydweithfa
areas-lead = Ardaloedd y mae straeon a mapiau darnau’n eu henwi, byth gartrefi. Cedwir lleoliad ardal fel un gell mewn diliau, tua maint cymdogaeth.
areas-empty = Nid yw’r gydweithfa wedi enwi ardaloedd.
areas-map-desc = Diliau o ardaloedd bras: { $areas }.
area-shown = Ar y map.
area-too-few = Heb ei henwi eto: rhy ychydig o bobl sydd wedi ennill ynddi.
area-nowhere = Heb ei gosod ar y map.
area-place = Gosod ardal ar y map
area-at = Lle ynddi, mewn graddau
area-at-hint = Gogledd a dwyrain, fel 53.05,-4.28. Dim ond y gell o’i gwmpas a gedwir. Os gadewir yn wag, nid yw’r ardal ar unrhyw fap.
area-size = Pa mor fawr
area-size-neighbourhood = Cymdogaeth, tua 5 km²
area-size-town = Tref, tua 36 km²
area-size-district = Ardal eang, tua 250 km²
area-placed = Mae lle’r ardal ar y map wedi newid.
give-area = Ble? Dim ond yr ardal.
code-area-untold = Rhy ychydig o bobl sydd wedi ennill yn yr ardal honno eto i stori darn ei henwi. Gadewch hi allan, neu dewiswch un arall.
code-bad-cell = Nid lle mewn graddau yw hwnna, na chell mor fras â chymdogaeth.
code-no-area = Dywedwch pa ardal.
code-not-for-areas = Pwy bynnag sy’n cadw rhestr aelodau’r gydweithfa sy’n dweud ble mae ei hardaloedd.
coin-born = Un awr a roddwyd, { $month }
coin-born-place = Un awr a roddwyd, { $place }, { $month }
coin-with-now = Gyda { $name } nawr
coin-with-you = Gyda chi nawr
coin-to-pool = Rhoddwyd i’r gronfa
coin-from-pool = Rhodd o’r gronfa
coin-welcome = Croeso i rywun newydd
coin-retired = Yn gorffwys: daeth yn ôl fel cefnogaeth
coin-words = Geiriau sy’n teithio gydag ef
coin-hand-unnamed = rhywun sy’n dewis peidio â chael ei enwi
coin-of = Darn { $short }
coin-not-here = Y swyddfa sy’n cadw stori gyfan y darn hwn. Bydd yma ar ôl y cyfnewid nesaf.

coin-state-offered = wedi’i gynnig
coin-state-promised = wedi’i addo
coin-state-settled = wedi setlo
coin-state-ripening = yn aeddfedu
coin-state-contested = dan gwestiwn
coin-state-claim = i’w ddigolledu
coin-state-made-whole = wedi’i ddigolledu
coin-state-returned = wedi’i roi’n ôl
coin-state-retired = yn gorffwys
coin-state-recovered = wedi’i adfer
coin-state-given = wedi’i roi
coin-state-elsewhere = gyda rhywun arall
coin-state-refused = heb ei dderbyn
coin-says-offered = Wedi’i gynnig: nhw biau fe pan fydd eu ffôn wedi’i dderbyn, neu pan fydd y swyddfa’n clywed amdano.
coin-says-offered-pool = Wedi’i gynnig i’r gronfa: bydd yn y gronfa pan fydd y swyddfa wedi clywed amdano.
coin-says-offered-pool-at-office = Mae yn y gronfa.
coin-says-promised = Wedi’i addo: bydd yn setlo pan fydd y naill neu’r llall ohonoch yn cwrdd â’r swyddfa.
coin-says-settled = Wedi setlo: mae’n sicr.
coin-says-ripening = Yn aeddfedu: mae’r awr wedi’i chadarnhau; bydd y swyddfa’n gwneud y darn gyda’r cyfnewid nesaf.
coin-says-contested = Dan gwestiwn: fe’i rhoddwyd ddwywaith tra oedd y ffonau ar wahân. Mae’n aros lle mae nes penderfynu hynny.
coin-says-claim = Roedd y darn hwn wedi’i roi’n barod. Mae’ch awr yn dal i gyfrif. Gallwch ofyn i’r gydweithfa wneud iawn amdano.
coin-says-made-whole = Mae’r gydweithfa wedi rhoi darn arall i chi yn ei le.
coin-says-returned = Wedi’i roi’n ôl i’r sawl a’i rhoddodd.
coin-says-retired = Daeth yn ôl fel cefnogaeth ac mae’n gorffwys bellach. Mae ei stori’n aros.
coin-says-given = Wedi’i roi: mae gyda rhywun arall bellach.
coin-says-elsewhere = Mae gyda rhywun arall. Cewch ddarllen ei stori i’r graddau y maent yn ei rhannu.
coin-says-refused = Ni ellid ei dderbyn. Ni chollwyd dim: mae’n aros gyda’r sawl oedd yn ei ddal.
coin-says-vesting = Rhodd groeso: mae’n dda am gefnogaeth nawr, a chewch ei roi i bobl ar ôl eich awr gyntaf.

story-earned = Awr a roddwyd
story-received = Derbyniwyd
story-given = Rhoddwyd
story-pooled = Rhoddwyd i’r gronfa
story-welcome = Croeso i rywun newydd
story-retired = Daeth yn ôl fel cefnogaeth
story-returned = Rhoddwyd yn ôl
story-hidden = Cam y mae ei bobl yn ei gadw iddynt eu hunain

face-title = Darn { $short }
face-desc-new = Hecsagon lliw mêl gyda chalon a heb fodrwy eto: darn newydd, yn ei ddwylo cyntaf.
face-desc = Hecsagon lliw mêl gyda chalon a { $count ->
    [one] un fodrwy
    [two] dwy fodrwy
    [few] thair modrwy
    [many] chwe modrwy
   *[other] { $count } modrwy
}, o’r tu mewn allan: { $rings }.
face-ring = { $element }, { $waves } o donnau
face-ring-promised = { $element }, { $waves } o donnau, wedi’i haddo o hyd
face-ring-plain = elfen heb ei nodi
face-more = { $count ->
    [one] Mae 1 pâr hŷn o ddwylo
    [two] Mae 2 bâr hŷn o ddwylo
    [few] Mae 3 phâr hŷn o ddwylo
    [many] Mae 6 phâr hŷn o ddwylo
   *[other] Mae { $count } pâr hŷn o ddwylo
} yn y stori, heb eu llunio.

## Rhoi darnau, y gronfa, a dod yn ôl fel cefnogaeth

give-title = Rhoi darn
give-coin = Rhoi darn
give-to = I bwy?
give-how-many = Faint?
give-why = Am beth?
give-why-hint = am ymarfer tri chwestiwn
give-poem = Cerdd, llinell, neu ddim
give-lead = Mae’n gweithio heb signal: rhowch ef o ffôn i ffôn. Mae wedi’i addo’n syth ac yn setlo wedyn.
give-done = { $count ->
    [one] Addawyd 1 darn
    [two] Addawyd 2 ddarn
   *[other] Addawyd { $count } darn
} i { $name }.
give-not-enough = { $have ->
    [zero] Nid oes gennych ddarnau
    [one] Mae gennych 1 darn
    [two] Mae gennych 2 ddarn
   *[other] Mae gennych { $have } darn
} i’w rhoi ar hyn o bryd. Ni roddwyd dim. Dewiswch lai, neu arhoswch i’r rhai a addawyd setlo.
give-only-in-touch = Gellir rhoi’r darn hwn unwaith y bydd y swyddfa wedi’i setlo. Mae’n ddiogel gyda chi tan hynny.
give-to-pool = Anfon i’r gronfa
give-to-pool-lead = Mae’r gronfa’n ei roi ymlaen: i rywun newydd, neu i rywun na all ennill ar hyn o bryd.
give-to-pool-done = Diolch. Mae { $count ->
    [one] 1 darn
    [two] 2 ddarn
   *[other] { $count } darn
} ar y ffordd i’r gronfa.
give-to-place-done = Diolch. Mae { $count ->
    [one] 1 darn
    [two] 2 ddarn
   *[other] { $count } darn
} ar y ffordd i { $name }.
give-to-this-place-done = Diolch. Mae { $count ->
    [one] 1 darn
    [two] 2 ddarn
   *[other] { $count } darn
} ar y ffordd i’r lle hwn.
give-retire = Defnyddio am gefnogaeth
give-retire-lead = Daw’r darn yn ôl atoch fel cefnogaeth, ac yna gorffwys. Mae ei stori’n aros.
give-retire-done = Mae { $count ->
    [one] 1 darn
    [two] 2 ddarn
   *[other] { $count } darn
} yn gorffwys bellach. Mae’r stori’n aros.
give-accept = Derbyn
give-give-back = Rhoi’n ôl
give-show = Dangoswch hwn i { $name }
give-paste = Sganiwch neu gludo darn a roddir i chi
give-received = { $count ->
    [one] 1 darn
    [two] 2 ddarn
   *[other] { $count } darn
} oddi wrth { $name }, wedi’i addo.
give-received-twice = Mae hwn gennych yn barod. Mae’n cyfrif unwaith.

welcome-title = Croeso i chi
welcome-gift = { $count ->
    [one] 1 darn
    [two] 2 ddarn
   *[other] { $count } darn
} oddi wrth eich cymdogion, drwy’r gronfa
welcome-lead = Defnyddiwch nhw am gefnogaeth o’r diwrnod cyntaf un. Byddant yn gwbl eiddo i chi ar ôl yr awr gyntaf a roddwch neu a gewch.
welcome-whose = Rhodd gan { $names }
welcome-whose-unnamed = Rhodd gan gymdogion sy’n dewis peidio â chael eu henwi
welcome-give = Croesawu { $name }
welcome-give-lead = { $count ->
    [one] Bydd 1 darn
    [two] Bydd 2 ddarn
   *[other] Bydd { $count } darn
} yn mynd o’r gronfa i { $name }.
welcome-given = Croesawyd { $name }.
welcome-given-twice = Croesawodd dau berson { $name } tra oeddent ar wahân. Mae’r ddwy rodd yn sefyll; gofynnwch am un ohonynt yn ôl, os gwelwch yn dda.

pool-title = Y gronfa
pool-holds = { $count ->
    [zero] Nid oes darnau yn y gronfa.
    [one] Mae 1 darn yn y gronfa.
    [two] Mae 2 ddarn yn y gronfa.
   *[other] Mae { $count } darn yn y gronfa.
}
pool-empty = Mae’r gronfa’n wag. Yma y gwelir pob darn a anfonir iddi, a’r hyn a wnaeth yn bosibl.
pool-welcome = Cronfa groeso
pool-lead = Rhoddion pawb i bawb: mae’n croesawu pobl newydd ac yn helpu’r rhai na allant ennill.

## Llyfr y gydweithfa (swyddfa)

book-title = Llyfr y gydweithfa
book-lead = Yr hyn a wnaed, heb yr hyn sy’n gorffwys, yw’r hyn a ddelir. Yr un fath ar bob dyfais.
book-whose = Eiddo pwy
book-people = Pobl ({ $count })
book-pool = Y gronfa
book-places = Lleoedd ({ $count })
book-rainy-day = O’r neilltu
book-held = Yn nwylo pobl
book-minted = Gwnaed
book-retired = Yn gorffwys
book-settled = Wedi setlo
book-promised = Wedi’u haddo
book-contested = Dan gwestiwn
book-minutes = Munudau mewn jariau
book-sum = Gwnaed { $minted }, yn gorffwys { $retired }, yn nwylo pobl { $held }.
book-adds-up = Mae’r cyfan yn gywir.
book-does-not-add-up = Nid yw’r cyfan yn gywir. Ni newidiwyd dim. Allforiwch y llyfr a dywedwch wrth y bobl sy’n gofalu am Kith, os gwelwch yn dda.
book-empty = Ni wnaed yr un darn eto. Yr awr gyntaf a gadarnheir fydd yn agor y llyfr.
book-export = Allforio’r llyfr
book-log = Beth a setlwyd, yn ei drefn
book-given-twice = Un darn wedi’i roi ddwywaith
book-given-twice-lead = Addawyd ef i bob un o’r rhain: { $names }. Pwy bynnag fydd yn ei gadw, mae awr y llall yn dal i gyfrif ac fe wneir iawn amdani.
book-needs-steward = angen y stiward

office-title = Y swyddfa
office-notary = notari
office-settle = Setlo’r hyn sy’n aros
office-settled-count = { $count ->
    [zero] Nid oedd dim yn aros i’w setlo.
    [one] Setlwyd 1 peth.
    [two] Setlwyd 2 beth.
    [few] Setlwyd 3 pheth.
    [many] Setlwyd 6 pheth.
   *[other] Setlwyd { $count } o bethau.
}
office-members = Aelodau
office-members-count = { $count ->
    [zero] Dim aelodau
    [one] 1 aelod
    [two] 2 aelod
    [few] 3 aelod
    [many] 6 aelod
   *[other] { $count } o aelodau
}
office-admit = Derbyn aelod
office-admit-empty = Nid oes neb yn aros i gael ei dderbyn. Yma y daw pwy bynnag sy’n ateb gwahoddiad.
office-technical = Tudalen dechnegol
office-role-grant = Rhoi rôl
office-role-granted-by = rhoddwyd gan { $name }, { $when }

role-supported-member = aelod sy’n cael cefnogaeth
role-worker-member = aelod-weithiwr
role-family-member = aelod o’r teulu neu ofalwr
role-community-member = aelod o’r gymuned
role-coordinator = cydlynydd
role-registered-manager = rheolwr cofrestredig
role-care-worker = gweithiwr gofal
role-care-supervisor = goruchwyliwr gofal
role-coach = hyfforddwr
role-safeguarding-lead = arweinydd diogelu
role-office = swyddfa
role-witness = tyst
role-board-member = aelod o’r bwrdd
role-toolkit-editor = golygydd y pecyn cymorth
role-notary = notari
role-steward = stiward y gronfa
role-peer-supporter = cefnogwr cymheiriaid
role-carer = gofalwr
role-daughter = merch
role-son = mab
role-neighbour = cymydog
role-volunteer = gwirfoddolwr

## Proffil: dwy ochr, a phob rhan i’w dangos i’r rhai a ddewisir

profile-title = Fy mhroffil
profile-of = Am { $name }
profile-receive = Y gefnogaeth rwy’n ei chael
profile-give = Y gefnogaeth rwy’n ei rhoi
profile-receive-lead = Yr hyn sy’n fy helpu, yn fy ngeiriau fy hun.
profile-give-lead = Yr hyn y gallaf ei roi. Mae’n edrych yr un fath â phroffil gweithiwr cyflogedig.
profile-empty = Nid oes dim wedi’i ysgrifennu eto. Dechreuwch ag un llinell; chi sy’n dewis pwy sy’n gweld pob rhan.
profile-section-about-me = Amdanaf i
profile-section-matters = Yr hyn sy’n bwysig i mi
profile-section-people = Pobl sy’n bwysig i mi
profile-section-talk-to-me = Sut i siarad â mi
profile-section-please-do = Gwnewch hyn, os gwelwch yn dda
profile-section-please-dont = Peidiwch, os gwelwch yn dda
profile-section-wellness = Pan wyf yn dda, a phan nad wyf
profile-section-support = Sut a phryd i’m cefnogi
profile-section-worth-knowing = Gwerth ei wybod hefyd
profile-section-experience = Yr hyn rwyf wedi byw drwyddo
profile-section-offer = Yr hyn rwy’n hoffi ei wneud gyda phobl
profile-section-qualifications = Hyfforddiant a chymwysterau
profile-section-hours = Oriau rwyf wedi’u bancio
profile-section-coins = Darnau sydd gen i
profile-count-show = Ei ddangos, fel y mae fy ffôn yn ei gyfrif
profile-count-hide = Peidio â’i ddangos
profile-counted-hours = { $count ->
    [one] Un awr
   *[other] { $count } o oriau
}
profile-counted-coins = { $count ->
    [one] Un darn
   *[other] { $count } o ddarnau
}
profile-list-skills = Sgiliau
profile-list-interests = Diddordebau
profile-list-languages = Ieithoedd
profile-list-places = Lleoedd
profile-list-times = Amserau
profile-list-elements = Rhannau o fywyd
profile-list-hint = Un ar bob llinell
profile-list-empty = dim eto
profile-audience = Pwy sy’n gweld y rhan hon
profile-audience-me = dim ond fi
profile-audience-circle = fy nghylch
profile-audience-circle-of = { $name }
profile-audience-person = { $name } yn unig
profile-audience-people = pobl rwy’n eu dewis
profile-audience-coop = pob aelod
profile-audience-lead = Nid yw’r sawl nas dewisir byth yn ei derbyn: nid yw’n gadael eich ffonau chi am eu ffonau nhw.
profile-audience-changed = Wedi’i newid. Bydd y rhai a’i gwelodd o’r blaen yn cadw’r hyn a ddarllenwyd; ni ddaw dim mwy newydd iddynt.
profile-saved = Wedi’i gadw ar y ffôn hwn.
profile-earned = Oriau a roddwyd
profile-earned-hidden = yn dewis peidio â dweud

## Pobl, a dod o hyd i rywun

people-title = Pobl
people-empty = Neb yma eto. Daw pobl i’r golwg ar ôl y cyfnewid cyntaf â’ch cydweithfa.
people-mine = Pobl rwy’n eu hadnabod
people-all = Pawb yn { $coop }

find-title = Dod o hyd i rywun
find-skill = Sgìl neu ddiddordeb
find-place = Lle
find-language = Iaith
find-element = Rhan o fywyd
find-lead = Chwilir drwy’r hyn y mae pobl wedi dewis ei ddangos i chi, ar y ffôn hwn. Nid oes angen signal.
find-results = { $count ->
    [zero] Neb eto
    [one] 1 cymydog
    [two] 2 gymydog
    [few] 3 chymydog
    [many] 6 chymydog
   *[other] { $count } o gymdogion
}
find-none = Neb sy’n dangos hynny eto. Rhowch gynnig ar lai o eiriau, neu holwch y cydlynydd.
find-because = oherwydd: { $reasons }
find-ask = Gofyn i { $name }
find-any = unrhyw un

## Y cynllun ar y cyd

plan-title = Cynllun
plan-list = Cynlluniau
plan-empty = Dim cynllun eto. Dechreuwch â’r hyn a wnâi wythnos dda.
plan-begin = Dechrau cynllun
plan-name = Beth ydyw?
plan-text = Y cynllun
plan-when = Pryd
plan-where = Ble
plan-items = Pethau i’w gwneud
plan-items-empty = Dim byd ar y rhestr eto.
plan-item-add = Ychwanegu at y rhestr
plan-item-done = wedi’i wneud
plan-item-open = i’w wneud o hyd
plan-save = Cadw’r cynllun
plan-saved = Wedi’i gadw ar y ffôn hwn. Caiff yr hyn y mae eraill yn ei ysgrifennu ei blethu i mewn.
plan-last-changed = newidiwyd ddiwethaf gan { $name }, { $when }
plan-clash-times = Ysgrifennwyd dau amser tra oeddech ar wahân.
plan-clash-places = Ysgrifennwyd dau le tra oeddech ar wahân.
plan-clash-values = { $field }: ysgrifennwyd pethau gwahanol tra oeddech ar wahân.
plan-clash-choose = Pa un sy’n sefyll?
plan-clash-choice = { $value } · { $name }
plan-clash-chosen = Dewisodd { $name } { $value }.
plan-clash-lead = Cedwir y ddau nes i rywun ddewis.
plan-unknown = Ysgrifennwyd hwn gan Kith mwy newydd. Fe’i cedwir fel y mae.

## Gwahoddiadau ac ymuno

invite-title = Gwahoddiad
invite-make = Gwahodd rhywun
invite-to-coop = Gwahodd i { $coop }
invite-to-circle = Gwahodd i gylch { $name }
invite-show = Gadewch iddynt sganio hwn, neu anfonwch y testun atynt.
invite-once = Gellir ei ddefnyddio unwaith, a than { $when }.
invite-once-only = Gellir ei ddefnyddio unwaith.
invite-have = Mae gennyf wahoddiad
invite-paste = Gludwch y gwahoddiad, neu ei sganio
invite-join = Ymuno
invite-join-lead = Mae gwahoddiad i chi i { $name }.
invite-sent-back = Nawr dangoswch yr ateb hwn i’r sawl a’ch gwahoddodd, neu fe â ohono’i hun gyda’r cyfnewid nesaf.
invite-admit = Derbyn { $name }
invite-admit-lead = Atebodd { $name } eich gwahoddiad. Ai chi eich hun a’i rhoddodd?
invite-admitted = Mae { $name } i mewn.
invite-waiting = Rydych wedi gofyn am gael ymuno. Byddwch i mewn cyn gynted ag y bydd y ddau ffôn, neu’r ddau a’r gyfnewidfa, wedi cwrdd.
invite-used = Mae’r gwahoddiad hwn wedi’i ddefnyddio. Ni chollwyd dim. Gofynnwch am un newydd, os gwelwch yn dda.
invite-expired = Mae’r gwahoddiad hwn yn rhy hen. Ni chollwyd dim. Gofynnwch am un newydd, os gwelwch yn dda.
invite-broken = Nid yw hwn yn wahoddiad cyfan. Ni chollwyd dim. Copïwch y cyfan, neu sganiwch ef eto, os gwelwch yn dda.

handed-taken = wedi’i dderbyn
handed-already-known = yn hysbys yma’n barod
handed-waiting = yn aros am rywbeth sy’n dod o’i flaen
handed-refused = ni ellid ei dderbyn
handed-not-for-us = I rywun arall yr oedd hwn. Ni chollwyd dim. Gofynnwch am yr un cywir, os gwelwch yn dda.
handed-broken = Nid yw hwn yn gyfan. Ni chollwyd dim. Copïwch y cyfan, neu sganiwch ef eto, os gwelwch yn dda.

start-title = Croeso i Kith
start-lead = Pobl, gofal a darnau un gymdogaeth, gyda signal neu hebddo.
start-your-name = Beth yw’ch enw?
start-begin-coop = Dechrau cydweithfa newydd
start-coop-name = Enw’r gydweithfa
start-join = Ymuno â gwahoddiad
start-passphrase = Cyfrinymadrodd i’r ddyfais hon
start-passphrase-why = Mae’n cloi’r hyn sydd ar y ddyfais hon. Ni all neb ddod o hyd iddo ar eich rhan: cadwch ef gyda’ch papurau.
start-unlock = Datgloi â’ch cyfrinymadrodd

## Dyfeisiau

device-title = Fy nyfeisiau
device-this = y ddyfais hon
device-name = Enw’r ddyfais
device-add = Ychwanegu dyfais
device-add-lead = Sganiwch hwn â’r ddyfais newydd. Gwneir ei hallweddi arni hi, ac ni fyddant byth yn ei gadael.
device-added = Mae { $name } yn un o’ch dyfeisiau bellach.
device-lost = Rwyf wedi’i cholli
device-lost-lead = Ni chaiff ddim byd newydd o hyn ymlaen, ac ni all neb roi darnau ohoni.
device-cut-off = Mae { $name } wedi’i thorri i ffwrdd.
device-frozen-next = Mae wedi’i rhewi, ac nid wedi’i thorri i ffwrdd am byth: nid yw’n cael dim newydd, ac mae’r hyn y mae’n ei ysgrifennu yn aros. Y ffôn sy’n dal eich gwreiddyn sy’n mynd ymlaen o’r fan hon ac yn ei thorri i ffwrdd: eich un cyntaf, neu un a ddaeth yn ôl drwy eich pecyn printiedig neu eich gwarcheidwaid. Neu ffoniwch gydlynydd y gydweithfa, a all ei thorri i ffwrdd neu godi’r rhewi.
device-last-seen = cyfarfod diwethaf { $when }
device-copied = Gwnaed y copi hwn o’ch data yn rhywle arall, felly mae’n ymuno fel dyfais newydd. Ni chollwyd dim.

## Signal a chyfnewid

signal-title = Signal
signal-on = Signal ymlaen
signal-off = Signal i ffwrdd
signal-switch-off = Diffodd y signal
signal-switch-on = Troi’r signal ymlaen
signal-off-lead = Mae popeth yn gweithio hebddo. Mae’r hyn a ysgrifennwch yn aros yn ddiogel yma.
signal-nearby = Cyfnewid â ffôn gerllaw
signal-exchange = Cyfnewid nawr
signal-exchange-done = Wedi cyfnewid. Daeth { $received }, aeth { $sent }.
signal-met = cwrdd: { $name } { $when }
signal-relay-on = Mae’r gyfnewidfa ymlaen
signal-relay-off = Mae’r gyfnewidfa i ffwrdd
signal-carry = Mae’r ffôn hwn hefyd yn cludo llythyrau dan sêl i gymdogion. Ni all eu darllen.

## Mwy, gosodiadau, fy nata

more-title = Mwy
more-settings = Gosodiadau
more-profile = Fy mhroffil
more-devices = Fy nyfeisiau
more-plans = Cynlluniau
more-pool = Y gronfa
more-book = Llyfr y gydweithfa
more-invite = Gwahodd rhywun
more-about = Am Kith
more-export = Mynd â’m holl ddata gyda mi
more-export-done = Wedi’i ysgrifennu i { $file }.
more-erase = Dileu
more-erase-sure = Mae’n mynd o’r ffôn hwn, ac o’r lleill wrth iddynt gwrdd. Ni ellir dod ag ef yn ôl.
more-who-saw = Pwy all weld beth

## Gwallau: beth ddigwyddodd, na chollwyd dim, a beth i’w wneud

error-title = Ni weithiodd hynny
error-invalid-input-title = Mae angen edrych eto ar rywbeth
error-invalid-input = Nid yw rhywbeth a roddwyd i mewn yn ffitio. Ni chollwyd dim: mae’r hyn a ysgrifennwyd yn dal yno. Edrychwch arno a rhowch gynnig arall arni, os gwelwch yn dda.
error-not-found-title = Ddim yma
error-not-found = Nid yw hwn ar y ddyfais hon, neu nid yw yma bellach. Ni chollwyd dim. Efallai y daw gyda’r cyfnewid nesaf.
error-not-allowed-title = Nid chi sydd i newid hwn
error-not-allowed = Ni newidiwyd na cholli dim. Lle mae’n rhywbeth i rywun arall ei wneud, gall ceidwaid y cylch neu’r cydlynydd helpu.
error-locked-title = Ar glo
error-locked = Mae’r proffil hwn ar glo. Mae popeth sydd ynddo’n ddiogel. Datglowch ef ac ewch ymlaen o’r fan lle’r oeddech.
error-busy-title = Arhoswch eiliad
error-busy = Mae rhywbeth arall yn cael ei orffen. Ni chollwyd dim. Rhowch gynnig arall arni ymhen eiliad, os gwelwch yn dda.
error-needs-signal-title = Mae angen signal
error-needs-signal = Ni ellir gwneud hyn heb signal. Ni chollwyd dim, ac mae’r gweddill i gyd yn gweithio. Rhowch gynnig arall arni pan fydd signal.
error-storage-title = Dim lle i ysgrifennu
error-storage = Ni allai’r ddyfais ei ysgrifennu, felly nid yw’n cyfrif fel wedi’i gadw. Mae’r hyn a gadwyd o’r blaen yn ddiogel. Gwnewch ychydig o le, yna rhowch gynnig arall arni, os gwelwch yn dda.
error-too-old-title = O Kith mwy newydd
error-too-old = Gwnaed hwn gan Kith mwy newydd na’ch un chi. Fe’i cedwir ac ni chollwyd dim. Diweddarwch Kith i’w agor, os gwelwch yn dda.
error-field-empty = Ysgrifennwch rywbeth yma, os gwelwch yn dda.
error-field-too-long = { $most } nod ar y mwyaf, os gwelwch yn dda. Mae’r hyn a ysgrifennwyd yn dal yma.
error-field-number = Rhowch rif o { $least } i { $most }, os gwelwch yn dda.
error-page-title = Nid oes tudalen o’r fath
error-page = Nid yw’r cyfeiriad yn arwain i unman. Ni chollwyd dim. Ewch yn ôl i Heddiw.
error-defect = Gwnaeth Kith gamgymeriad ei hun. Mae’r hyn a gadwyd yn ddiogel. Dechreuwch ef eto, os gwelwch yn dda; os daw’n ôl, dywedwch wrth y bobl sy’n gofalu amdano.

## Gadael cylch, dyfeisiau, a’r hyn sy’n aros am air

desk-circle-people-more = Pwy sydd i mewn, a phwy sydd wedi mynd
desk-added-by-when = daeth { $name } â nhw i mewn, { $when }
desk-added-by-board-when = daeth bwrdd y gydweithfa â nhw i mewn, { $when }
desk-reads-all = Yn cael darllen popeth a ysgrifennwyd yma.
desk-reads-from-then = Yn cael darllen yr hyn a ysgrifennwyd ers dod i mewn, a dim byd hŷn.
desk-reads-since = Yn cael darllen yr hyn a ysgrifennwyd ers { $when }, a dim byd hŷn.
desk-read-from = Pa mor bell yn ôl y cânt ddarllen
desk-read-from-all = popeth a ysgrifennwyd yma
desk-read-from-now = dim ond yr hyn a ysgrifennir o hyn ymlaen
desk-read-from-since = yr hyn a ysgrifennwyd ers diwrnod
desk-read-since = Ers pa ddiwrnod
desk-read-since-hint = Cyn belled ag y mae allweddi’r cylch yn caniatáu: o’r un nesaf a ddechreuwyd y diwrnod hwnnw neu wedyn. Mae’r rhestr yn dweud ers pryd y maent yn darllen.
desk-gone-title = Pwy sydd wedi mynd
desk-gone-left = wedi gadael, { $when }
desk-gone-removed = wedi’i dynnu allan gan { $name }, { $when }
desk-gone-board = wedi’i dynnu allan gan fwrdd y gydweithfa, { $when }
desk-standing-left = Gadawsoch y cylch hwn, { $when }.
desk-standing-removed = Tynnodd { $name } chi o’r cylch hwn, { $when }.
desk-standing-board = Tynnodd bwrdd y gydweithfa chi o’r cylch hwn, { $when }.
desk-standing-cut-off = Torrwyd y ddyfais hon i ffwrdd o’r cylch. Gall eich dyfeisiau eraill, neu’r swyddfa, helpu.
desk-standing-unknown = Ni allwch ysgrifennu yn y cylch hwn nawr. Nid yw’r hyn a ddaeth yn ddigon i ddweud pam.
desk-standing-stays = Mae’r hyn sydd yma’n aros gyda chi. Ni ddaw dim byd newydd.
desk-to-profile = Yr hyn maen nhw’n ei ddangos amdanynt eu hunain
desk-level-change = Newid beth gânt ei wneud
desk-level-hint = Mae ceidwad yn dod â phobl i mewn ac yn eu tynnu allan.
desk-level-changed = Mae wedi’i newid. Bydd y lleill yn ei weld ar y cyfnewid nesaf.
desk-remove-title = Tynnu { $name } o’r cylch
desk-remove-lead = Mae { $name } yn cadw’r hyn oedd ganddynt, ac ni chânt ddim byd newydd. Bydd yr hyn a ysgrifennant cyn clywed yn aros am eich gair. Cânt wybod pwy wnaeth hyn a phryd.
desk-remove-do = Tynnu { $name } allan
desk-removed = Maen nhw allan. Ni fydd dim a ysgrifennir o hyn ymlaen yn eu cyrraedd.
desk-cosign-title = Rhaid i eraill ddweud hynny hefyd
desk-cosign-lead = Rhaid i fwy na hanner y rhai sy’n gofalu am y cylch gytuno. Fe’i hanfonwyd atynt; gallwch hefyd ddangos hwn iddynt.
desk-removal-title = Mae { $name } i’w dynnu allan
desk-removal-by = Dechreuwyd gan { $name }, { $when }
desk-removal-signed = Wedi llofnodi: { $names }
desk-removal-declined = Wedi gwrthod: { $names }
desk-removal-open = Heb ddweud eto: { $names }
desk-removal-needed = { $count ->
    [one] Rhaid i 1 lofnodi
   *[other] Rhaid i { $count } lofnodi
}, hyd { $when }; mae’r person biau’r cylch yn penderfynu ar ei ben ei hun. Ni ddywedir wrth y sawl sydd i fynd nes bod hynny wedi’i wneud.
desk-removal-asked = Gofynnir am eich gair: a ddylai { $name } fynd?
desk-removal-sign = Rwy’n llofnodi: maen nhw’n mynd
desk-removal-decline = Nid wyf yn llofnodi
desk-removal-withdraw = Ei dynnu’n ôl
desk-removal-lead = Mae { $name } yn gofalu am y cylch, felly nid oes neb yn eu tynnu allan ar ei ben ei hun: rhaid i fwy na hanner y lleill sy’n gofalu amdano lofnodi. Fe’i hanfonir atynt; ni ddywedir wrth { $name } nes bod hynny wedi’i wneud.
desk-removal-begin = Gofyn i’r lleill lofnodi
desk-removal-said-signed = Rydych wedi llofnodi
desk-removal-said-declined = Rydych wedi gwrthod
desk-removal-said-withdrawn = Rydych wedi’i dynnu’n ôl
removal-waiting = Mae’n aros am lofnodion.
removal-done = Mae wedi’i wneud: llofnododd digon.
removal-declined = Ni ddaw i rym: gwrthododd gormod.
removal-withdrawn = Fe’i tynnwyd yn ôl.
removal-expired = Daeth ei amser i ben, ac nid yw’n cyfrif dim.
removal-overtaken = Aeth pethau yn eu blaen: nid yw un o’r ddau yn gofalu am y cylch mwyach.
desk-leave-lead = Rydych yn cadw’r hyn sydd yma, ac ni chewch ddim byd newydd. Gall ceidwad ddod â chi’n ôl i mewn.
desk-leave-owner = Eich cylch chi yw hwn, felly ni all fynd ymlaen hebddoch. Holwch y cydlynydd.
desk-left = Rydych wedi gadael y cylch.
desk-sure = Rwy’n siŵr
desk-clock-wrong = roedd cloc y ffôn hwn yn anghywir
desk-under-review = yn cael ei adolygu: dywedwyd bod y ddyfais honno ar goll
desk-review-title = Yr hyn sy’n aros am eich gair
desk-review-empty = Does dim yn aros. Bydd yr hyn a ysgrifennodd rhywun ar ôl mynd i’w weld yma, a chi sy’n penderfynu.
desk-review-count = { $count ->
    [one] Mae 1 peth yn aros am eich gair
    [two] Mae 2 beth yn aros am eich gair
    [few] Mae 3 pheth yn aros am eich gair
    [many] Mae 6 pheth yn aros am eich gair
   *[other] Mae { $count } o bethau’n aros am eich gair
}
desk-questions-title = A ddylent aros?
desk-question = Roedd { $by } wedi tynnu { $name } allan ({ $when }), ac yna roedd allan ei hun. A ddylai { $name } aros?
desk-question-stays = Maen nhw’n aros
desk-question-goes = Maen nhw’n mynd
desk-question-answered = Mae’ch ateb wedi’i gofnodi.
desk-aside-title = Ysgrifennwyd ar ôl iddynt fynd
desk-aside-lead = Ni chollwyd dim ohono, ac ni all neb arall ei weld eto. Bydd yr hyn a dderbyniwch yn dod â’r hyn a ysgrifennodd yr un ddyfais o’i flaen.
desk-aside-what-note = nodyn
desk-aside-what-handover = gair i’r ymwelydd nesaf
desk-aside-what-visit = ymweliad
desk-aside-what-plan = newid i gynllun
desk-aside-what-other = rhywbeth arall
desk-aside-after-left = ysgrifennwyd ar ôl iddynt adael, { $when }
desk-aside-after-removed = ysgrifennwyd ar ôl i { $by } eu tynnu allan, { $when }
desk-aside-after-cut-off = ysgrifennwyd ar ôl torri’r ddyfais i ffwrdd, { $when }
desk-aside-admit = Ei dderbyn
desk-aside-drop = Ei roi o’r neilltu
desk-aside-admitted = Mae i mewn, a gall y cylch ei ddarllen.
desk-aside-dropped = Mae wedi’i roi o’r neilltu.
desk-devices-lead = Mae gan bob un ei hallweddi ei hun. Agorwch un i’w henwi, neu i’w thorri i ffwrdd os yw ar goll.
desk-devices-of = Dyfeisiau { $name }
desk-devices-of-lead = Pan fydd rhywun yn ffonio am fod ffôn ar goll, gwnewch yn siŵr mai nhw sydd yno, yna torrwch y ffôn i ffwrdd yma.
desk-device-frozen = yn aros nes i rywun benderfynu
desk-device-revoked = wedi’i thorri i ffwrdd
desk-device-freeze-title = Nid wyf yn siŵr ble mae hi
desk-device-freeze-lead = Wedi’i rhewi, ni chaiff ddim byd newydd ac mae’r hyn a ysgrifenna’n aros, nes i rywun benderfynu pwy sy’n ei dal. Gellir tynnu hynny’n ôl; ni ellir tynnu torri i ffwrdd yn ôl.
desk-device-freeze = Ei rhewi
desk-device-is-frozen = Mae wedi’i rhewi nes i rywun benderfynu pwy sy’n ei dal.
desk-device-lift-title = Pwy sy’n ei dal?
desk-device-lift-lead = Mae wedi’i rhewi: ni chaiff ddim byd newydd, ac mae’r hyn a ysgrifenna’n aros. Eich ffôn cyntaf sy’n codi hynny, neu un a ddaeth yn ôl drwy’r pecyn neu’r gwarcheidwaid, neu’r swyddfa. Ni all dyfais wedi’i rhewi ei godi ei hun.
desk-device-lift-sure = Mae yn y dwylo iawn
desk-device-lift = Codi’r rhewi
desk-device-is-lifted = Mae ar waith eto.
desk-device-rename = Ei henwi
desk-device-named = Mae enw ar y ddyfais.
desk-device-lost-here = Dyma’r ddyfais yn eich llaw. Os collwch hi, torrwch hi i ffwrdd o un arall o’ch dyfeisiau, neu ffoniwch y swyddfa.
desk-device-lost-this = Mae hon ar goll
desk-device-lost-days = Sawl diwrnod yn ôl?
desk-device-lost-days-hint = 0: o hyn ymlaen. Mae’r hyn a ysgrifennodd ers y diwrnod hwnnw’n aros yn y golwg, wedi’i farcio i’w adolygu.
desk-device-cut-off = Ei thorri i ffwrdd
desk-device-cut = Mae wedi’i thorri i ffwrdd. Ni chaiff ddim byd newydd, a bydd yr hyn a ysgrifenna’n aros i’w adolygu.
desk-role-end = Dod â rôl i ben
desk-role-end-lead = Mae’r hyn a wnaed ynddi’n aros.
desk-role-ended = Mae’r rôl wedi dod i ben.

## Dod yn ôl, ar y sgrin

desk-recovery-title = Fy ffordd yn ôl
desk-recovery-lead = Os yw pob ffôn sydd gennych wedi mynd, bydd tudalen wedi’i hargraffu neu bobl rydych yn ymddiried ynddynt yn dod â chi’n ôl. Nid oes dim i’w gofio.
desk-alert-title = Mae rhywun yn gofyn am ddod yn ôl fel chi
desk-alert = Mae { $guardian } wedi cadarnhau rhywun sy’n dweud mai { $name } yw, { $when }.
desk-alert-not-me = Os nad chi yw hwnnw, stopiwch ef nawr. Os oedd o bell, ni roddwyd dim eto.
desk-alert-stop = Nid fi yw hwnnw: ei stopio
desk-alert-stopped = Mae wedi’i stopio.
desk-kit-made = Gwnaed { $when }. O dan y sgwâr mae { $code }.
desk-kit-old = Fe’i hargraffwyd cyn torri dyfais i ffwrdd: argraffwch un newydd
desk-kit-rehearsed = rhoddwyd cynnig arno, { $when }: mae’n gweithio
desk-kit-not-rehearsed = heb roi cynnig arno eto
desk-kit-none = Dim pecyn eto. Gwnewch un, argraffwch ef ar unwaith, a’i gadw lle cadwch eich pasbort.
desk-kit-make = Gwneud pecyn i’w argraffu
desk-kit-print = Argraffwch y dudalen hon nawr. Ni chedwir hi yn unman: ar ôl i chi adael, bydd wedi mynd.
desk-kit-try = Gweld bod y pecyn yn gweithio
desk-kit-try-field = Y cod ar y dudalen
desk-kit-try-hint = Sganiwch y sgwâr ar y dudalen, neu gludwch ei destun. Ni newidir dim wrth roi cynnig arno.
desk-kit-works = Mae’r pecyn yn gweithio. Cadwch y dudalen yn ddiogel eto.
desk-kit-works-older = Mae’r pecyn yn gweithio, ond mae un mwy newydd. Cadwch y dudalen fwy newydd a dinistriwch hon.
desk-guardians-title = Gwarcheidwaid
desk-guardians-lead = Gall rhai ohonynt gyda’i gilydd ddod â chi’n ôl. Ni all yr un ohonynt ar ei ben ei hun, ac ni all yr un ddarllen eich data.
desk-guardians-needed-count = { $count ->
    [one] Mae angen 1 ohonynt
   *[other] Mae angen { $count } ohonynt
}
desk-guardian-holds = mae ei ran ar eu ffôn, { $when }
desk-guardian-not-known = ni wyddys eto a yw eu rhan wedi cyrraedd
desk-guardians-choose = Dewis gwarcheidwaid
desk-guardians-again = Dewis rhai eraill
desk-guardians-who = Ym mhwy rydych yn ymddiried? Dau i ddeg o bobl.
desk-guardians-needed = Faint ohonynt sydd eu hangen?
desk-guardians-needed-hint = O leiaf dau, fel na all neb wneud hyn ar ei ben ei hun.
desk-guardians-save = Gofyn iddynt
desk-guardians-saved = Nhw yw’ch gwarcheidwaid. Bydd eu rhannau’n eu cyrraedd ar y cyfnewid nesaf.
desk-guarded-title = Pobl rwy’n warcheidwad iddynt
desk-guarded-empty = Nid oes neb wedi’ch dewis eto. Os gwnaiff rhywun, bydd i’w weld yma.
desk-helping-title = Helpu rhywun yn ôl
desk-helping = Maen nhw’n dweud mai { $name } ydynt, gyda’r cod { $code }.
desk-helping-gone = mae’ch rhan wedi mynd atynt
desk-helping-waits = Bydd eich rhan yn mynd { $when }, oni bai bod un o’u dyfeisiau’n dweud stop.
desk-helping-show = Dangoswch hwn iddynt: dyma’ch rhan, wedi’i selio i’w ffôn newydd yn unig.
desk-see-title = Edrych ar gais
desk-see-field = Y cais
desk-see-hint = Maen nhw’n ei ddangos ar y ffôn newydd, neu’n ei anfon atoch.
desk-see-who = Gofynnodd rhywun sy’n dweud mai { $name } ydyw, { $when }. Ewch i’w gweld neu ffoniwch cyn dweud ie.
desk-see-code = Y cod maen nhw’n ei ddarllen i chi
desk-see-code-hint = Gofynnwch iddynt amdano. Peidiwch â’i ddarllen iddyn nhw.
desk-see-in-person = Maen nhw’n sefyll o’m blaen
desk-see-confirm = Nhw ydyw
desk-back-title = Rwyf wedi bod yma o’r blaen
desk-back-lead = Dewch yn ôl fel chi eich hun ar y ffôn newydd hwn: drwy’r dudalen a argraffwyd gennych, neu drwy’ch gwarcheidwaid.
desk-back-kit = Drwy’r pecyn a argraffwyd
desk-back-kit-do = Dod yn ôl
desk-back-guardians = Drwy fy ngwarcheidwaid
desk-back-guardians-lead = Maen nhw’n cymharu cod â chi cyn helpu. O bell mae’n cymryd rhai oriau, fel na all neb arall ei wneud yn eich enw chi.
desk-back-name = Eich enw, fel y maen nhw’n eich adnabod
desk-back-read-out = Darllenwch hwn i’ch gwarcheidwaid pan ofynnant: { $code }
desk-return-title = Dangoswch hwn i rywun o’ch cydweithfa
desk-return-lead = Os nad oes cyfnewidfa gan eich cydweithfa, neu os na ddaw dim, gall unrhyw aelod adael y ffôn hwn yn ôl i mewn: maen nhw’n derbyn y cod hwn ar eu ffôn ac yn dangos yr ateb i chi, a chithau’n derbyn hwnnw yma. Mae’n dod â’r hyn rydych yn ei rannu â nhw. Gall rhywun o bob un o’ch cylchoedd wneud yr un peth.
desk-return-take = Derbyn eu hateb
desk-progress-title = Yr hyn sydd wedi dod yn ôl
desk-progress-back = Rydych chi’n ôl, ac mae popeth a allai ddod yma.
desk-progress-none = Does dim ar ei ffordd yn ôl. Mae hwn yn dangos pa mor bell y mae pan ddewch yn ôl ar ffôn newydd.
desk-progress-shares = Mae { $have } o { $all } rhan yma
desk-progress-entries = { $count ->
    [one] Mae 1 peth yma
    [two] Mae 2 beth yma
    [few] Mae 3 pheth yma
    [many] Mae 6 pheth yma
   *[other] Mae { $count } o bethau yma
}
desk-progress-coins = { $count ->
    [one] Roedd 1 darn ar ffôn a gollwyd. Mae’n aros nes i’r swyddfa ei roi’n ôl.
   *[other] Roedd { $count } o ddarnau ar ffôn a gollwyd. Maen nhw’n aros nes i’r swyddfa eu rhoi’n ôl.
}
desk-progress-others = { $count ->
    [zero] Nid oes dyfais arall i mi ar waith
    [one] Mae un ddyfais arall i mi ar waith o hyd
    [two] Mae dwy ddyfais arall i mi ar waith o hyd
    [few] Mae { $count } dyfais arall i mi ar waith o hyd
    [many] Mae { $count } dyfais arall i mi ar waith o hyd
   *[other] Mae { $count } dyfais arall i mi ar waith o hyd
}
desk-progress-others-lead = Os ydynt i gyd ar goll, torrwch hwy i ffwrdd yma: â phob un cyn gynted ag y bydd yr hyn a ysgrifennodd wedi dod yn ôl. Os yw un ohonynt gennych o hyd, torrwch i ffwrdd y rhai sydd ar goll yn unig, dan Fy nyfeisiau.
desk-progress-cut-off = Maent i gyd ar goll: eu torri i ffwrdd
desk-progress-cutting = Cânt eu torri i ffwrdd, pob un cyn gynted ag y bydd yr hyn a ysgrifennodd wedi dod yn ôl.
desk-progress-places = Lleoedd
desk-progress-own = Fy mhethau fy hun
desk-progress-writable = gallwch ysgrifennu yma
desk-progress-not-writable = i’w ddarllen; bydd ysgrifennu’n dilyn
desk-progress-from = Pwy a holwyd
desk-progress-answered = atebwyd, { $when }

## Tudalen y sampl

demo-title = Kith, cydweithfa sampl
demo-lead = Cydweithfa sampl, { $coop }: ei swyddfa a’i ffonau. Mae pob un yn ddyfais go iawn; diffoddwch ei signal a’i droi ymlaen eto.
demo-preparing = Yn paratoi’r gydweithfa sampl: { $done } o { $all }
demo-step = { $step }, { $done } o { $all }
demo-step-relay = Cychwyn y gyfnewidfa
demo-step-office = Sefydlu’r gydweithfa
demo-step-members = Aelodau’n ymuno
demo-step-circle = Cylch yn dechrau
demo-step-month = Mis o nodiadau ac ymweliadau
demo-step-coins = Darnau â’u straeon
demo-step-phones = Tri ffôn yn cwrdd
demo-ready = Yn barod. Agorwch { $address }
demo-office = Y swyddfa
demo-relay = Y gyfnewidfa
demo-relay-holds = { $count ->
    [zero] Nid yw’r gyfnewidfa’n dal dim ar hyn o bryd.
    [one] Mae’r gyfnewidfa’n dal 1 amlen dan sêl ac ni all ei darllen.
   *[other] Mae’r gyfnewidfa’n dal { $count } amlen dan sêl ac ni all eu darllen.
}
demo-relay-look = Gweld yr hyn a wêl y gyfnewidfa
demo-phone-of = { $name }, { $role }
demo-try = Pethau i roi cynnig arnynt
demo-try-notes = Diffoddwch y signal ar ddau ffôn, ysgrifennwch nodyn ar y ddau, a’i droi ymlaen: mae’r ddau ffôn yn dangos y ddau nodyn.
demo-try-plan = Newidiwch amser y cynllun ar ddau ffôn tra byddant ar wahân: dangosir y ddau amser, i ddewis rhyngddynt.
demo-try-visit = Gorffennwch ymweliad heb signal a’i drosglwyddo i’w gadarnhau, o ffôn i ffôn.
demo-try-coin = Rhowch ddarn heb signal a gweld “wedi’i addo” yn troi’n “wedi setlo”.
demo-try-profile = Llenwch ddwy ochr proffil a dewiswch pwy sy’n gweld pob rhan.
demo-try-book = Agorwch lyfr y swyddfa: mae bob amser yn gywir.
demo-try-relay = Diffoddwch y gyfnewidfa a gadael i ddau ffôn gwrdd yn uniongyrchol.
demo-stop = I’w atal, pwyswch Ctrl ac C lle y’i cychwynnwyd.

## Tudalennau’r ddesg ei hun

desk-you = Chi
desk-you-chose = Fe ddewisoch chi { $value }.
desk-myself = Fi fy hun
desk-new = newydd
desk-older = Rhai hŷn
desk-never = ddim eto
desk-copied = Wedi’i gopïo
desk-name = Enw
desk-person = Pwy
desk-choose-person = Dewiswch rywun
desk-role = Rôl
desk-roles = Rolau
desk-class = Math o aelod
desk-class-field = Yn ymuno fel
desk-since = Ers
desk-devices = Dyfeisiau
desk-level = Beth gânt ei wneud yn y cylch
desk-area = Ymhle, yn fras
desk-area-hint = Ardal, byth cartref. Mae’n teithio gyda stori’r darn.
desk-place-book = Llyfr
desk-to-today = Yn ôl i Heddiw
desk-to-circle = Yn ôl i’r cylch
desk-see-coins = Gweld eich darnau
desk-language-set = Yn Gymraeg o hyn ymlaen.

desk-outside-title = Nid yw Kith ar agor yma eto
desk-too-long-title = Mae hyn yn ormod ar unwaith
desk-refused-token = Agorwch y cyfeiriad cyfan a ddangosodd Kith wrth gychwyn: y rhan ar ôl “token” sy’n gadael y porwr hwn i mewn. Unwaith yn unig y bydd ei angen.
desk-refused-host = Â’r cyfrifiadur hwn yn unig y mae Kith yn siarad. Agorwch ef drwy gyfeiriad sy’n dechrau â 127.0.0.1 neu localhost.
desk-refused-form = Ni ddaeth y ffurflen hon o dudalen Kith sydd ar agor nawr, felly ni wnaed dim. Ewch yn ôl, llwythwch y dudalen eto, a’i hanfon unwaith yn rhagor.
desk-refused-too-long = Mae hynny’n fwy nag y gall Kith ei gymryd ar unwaith, ac ni chymerwyd dim ohono. Ewch yn ôl i’r dudalen flaenorol: efallai fod yr hyn a ysgrifennoch yno o hyd. Caiff yr hyn sy’n hir ei drosglwyddo fel ffeil.

desk-circle-begun = Mae’r cylch wedi dechrau.
desk-circle-add = Dod ag aelod i mewn
desk-circle-added = Maen nhw i mewn. Bydd nodiadau’r cylch yn eu cyrraedd ar y cyfnewid nesaf.
desk-circle-invite-new = Gwahodd rhywun nad yw’n aelod eto
desk-admitted-by = gadawyd i mewn gan { $name }
desk-added-by = daeth { $name } â nhw i mewn
desk-last-mood = Sut oedd { $name }: { $mood }, { $when }.
desk-all-notes = Pob nodyn
desk-all-visits = Pob ymweliad
desk-correct-lead = Cedwir yr hyn a ysgrifennwyd gyntaf, a gall pawb weld iddo gael ei gywiro.
desk-visits-empty = Dim ymweliadau eto. Dechreuwch un pan fyddwch yno; bydd yn ymddangos yma.
desk-visit-begun = Mae’r ymweliad wedi dechrau. Mae’n ddiogel ar y ffôn hwn.
desk-hour = Yr awr
desk-when-hint = Diwrnod ac amser, fel 2026-12-06T14:00, neu fel y byddech yn ei ddweud.
desk-plan-change = Newid y cynllun

desk-arrival = Ble mae wedi cyrraedd
desk-arrival-with = Mae gan y bobl hyn ef
desk-arrival-not-known = Ddim yn hysbys eto
desk-arrival-lead = Nid yw ffôn yn cyfrif nes iddo ddweud hynny ei hun.
desk-held-back = { $count ->
    [zero] Nid oes dim yn aros am yr hyn sy’n dod o’i flaen.
    [one] Daeth 1 peth ac mae’n aros am yr hyn sy’n perthyn o’i flaen.
    [two] Daeth 2 beth ac maent yn aros am yr hyn sy’n perthyn o’u blaen.
    [few] Daeth { $count } pheth ac maent yn aros am yr hyn sy’n perthyn o’u blaen.
    [many] Daeth { $count } pheth ac maent yn aros am yr hyn sy’n perthyn o’u blaen.
   *[other] Daeth { $count } peth ac maent yn aros am yr hyn sy’n perthyn o’u blaen.
}
desk-met = Pryd y bu’r cyfarfod diwethaf
desk-met-relay = Y gyfnewidfa
desk-met-phone = Ffôn gerllaw
desk-address = Ar yr un rhwydwaith mae’r ddyfais hon yn
desk-exchanged = Wedi cyfnewid. Fel hyn y mae pethau nawr.
desk-refused-title = Yr hyn na ellid ei dderbyn
desk-refused-lead = Ni newidiwyd dim o’ch pethau chi ganddo.
desk-relay-address = Cyfeiriad y gyfnewidfa
desk-relay-hint = Y gydweithfa sy’n ei roi gyda’r gwahoddiad. Gwag: cyfnewid o ffôn i ffôn yn unig.
desk-relay-set = Mae’r gyfnewidfa wedi’i gosod.

desk-receive = Derbyn cod
desk-receive-lead = Gwahoddiad, darn, awr i’w chadarnhau, neu beth bynnag y mae ffôn arall yn ei ddangos. Nid oes angen signal.
desk-receive-field = Y cod
desk-receive-hint = Gludwch y cyfan. Mae’n dechrau â “kith:”.
desk-receive-take = Ei dderbyn
desk-reply-lead = Nawr dangoswch yr ateb hwn iddyn nhw, fel bod y ddau ffôn yn gwybod.
desk-code-qr = Y cod, yn sgwâr i’w sganio
desk-code-text = Yr un peth yn destun, i’w ludo neu ei anfon
desk-code-no-qr = Mae’n rhy hir i sgwâr i’w sganio. Trosglwyddwch y testun, neu ffeil.
desk-code-also-relay = Mae’n mynd drwy’r gyfnewidfa hefyd. Dim ond cyflymach yw ei drosglwyddo.
desk-code-gone = Nid yw’r cod hwn yn cael ei gadw yma mwyach. Gwnewch ef eto.
desk-pack = I’w drosglwyddo
desk-pack-for = Trosglwyddo i { $name }
desk-pack-lead = Popeth y gall eu ffôn fod hebddo o’r hyn rydych yn ei rannu, dan sêl iddyn nhw yn unig.
desk-confirmed-lead = Bydd { $name } yn clywed ar y cyfnewid nesaf. Heb signal, trosglwyddwch ef nawr, o ffôn i ffôn.
desk-kind-invitation = Gwahoddiad
desk-kind-envelope = Rhywbeth dan sêl i chi
desk-kind-pack = Newyddion, wedi’u trosglwyddo
desk-kind-invoice = I bwy y gall darnau fynd
desk-kind-bundle = Darnau i chi
desk-kind-acknowledgement = Ateb
desk-kind-ask = Awr i’w chadarnhau
desk-kind-confirmation = Awr wedi’i chadarnhau
desk-kind-device-request = Dyfais newydd
desk-kind-recovery-return = Mae rhywun yn ôl
desk-received-taken = wedi’i dderbyn
desk-received-already-known = yma’n barod: mae’n cyfrif unwaith
desk-received-waiting = yn aros
desk-received-refused = heb ei dderbyn

desk-invoice = Dangos i ble y gall darnau fynd
desk-invoice-lead = Mae pwy bynnag sydd am roi darn i chi heb signal yn derbyn hwn yn gyntaf.
desk-give-this = Rhoi’r darn hwn
desk-give-why-hint = Ychydig eiriau sy’n teithio gyda’r darn.
desk-give-share = Caiff fy enw ei weld yn stori’r darn
desk-given-title = Wedi’i roi
desk-given-lead = Nawr dangoswch hwn iddyn nhw. Mae eu ffôn yn ei weld ar unwaith.
desk-person-of-code = Y person y derbynioch ei god
desk-welcomed = { $count ->
    [zero] Nid oes darn ar ei ffordd o’r gronfa.
    [one] Mae 1 darn ar ei ffordd o’r gronfa.
    [two] Mae 2 ddarn ar eu ffordd o’r gronfa.
    [few] Mae { $count } darn ar eu ffordd o’r gronfa.
    [many] Mae { $count } darn ar eu ffordd o’r gronfa.
   *[other] Mae { $count } darn ar eu ffordd o’r gronfa.
}
desk-movements-empty = Nid oes dim wedi dod na mynd eto.
desk-move-earned = Wedi’u hennill: { $coins }, am oriau a gadarnhawyd
desk-move-received = Gan { $name }: { $coins }
desk-move-given = I { $name }: { $coins }
move-passed-on-contested = roedd rhywun o’ch blaen wedi’i roi ddwywaith; nid oes dim ohono i chi ei dalu, a gall y sawl a’i cafodd gennych ei hawlio
desk-move-pooled = I’r gronfa: { $coins }
desk-move-retired = Wedi’u defnyddio am gymorth: { $coins }
desk-move-returned = Wedi dod yn ôl: { $coins }
desk-move-welcome = Croeso o’r gronfa: { $coins }
desk-auto-title = Popeth i’r gronfa
desk-auto-on = Mae popeth a enillwch yn mynd i’r gronfa ar unwaith.
desk-auto-off = Mae’r hyn a enillwch yn aros gyda chi nes i chi ei roi.
desk-auto-start = Rhoi popeth a enillaf i’r gronfa
desk-auto-stop = Cadw’r hyn a enillaf
desk-hop-earned = Rhoddwyd un awr
desk-hop-earned-part = Rhan o awr a roddwyd
desk-hop-given = Wedi’i roi ymlaen
desk-hop-pooled = Wedi’i roi i’r gronfa
desk-hop-welcome = Croeso i rywun newydd
desk-hop-retired = Daeth yn ôl fel cymorth
desk-hop-hidden = Mewn dwylo nad ydynt am gael eu henwi

desk-book-pools = Cronfeydd
desk-book-places = Lleoedd
desk-book-totals = Dyma’r cyfansymiau a gyhoeddodd y swyddfa. Dim ond y swyddfa sy’n gweld pob rhes.
desk-book-minutes = { $all } munud wedi’u cadarnhau i gyd, { $jars } ohonynt mewn jariau.
desk-book-checkpoint = Hyd at dudalen { $number } o’r llyfr.
desk-activity = Sôn am awr a helpodd aelodau
desk-activity-lead = Cyfarfod, pryd o fwyd ar y cyd, trwsio: y sawl a elwodd sy’n dweud ie, neu gydlynydd am waith cyffredinol.
desk-activity-by = Pwy all ddweud ie
desk-activity-anybody = cydlynydd
desk-role-granted = Mae’r rôl wedi’i rhoi.

desk-profile-write = Ysgrifennu neu newid
desk-profile-hidden = Dim sy’n cael ei ddangos i chi.
desk-invite-name = Enw’r sawl rydych yn ei wahodd
desk-device-unnamed = Dyfais heb enw ({ $id })
desk-device-code = Y cod y mae’r ddyfais newydd yn ei ddangos
desk-device-code-hint = Ar y ddyfais newydd: “Dod yn un o’m dyfeisiau”. Gludwch y cyfan yma.
desk-device-admitted-whose = Gadewir “{ $device }”, a ofynnodd fel “{ $asked }”, i mewn fel dyfais i chi.
desk-device-admitted = Derbyniwch hwn ar y ddyfais newydd, a bydd yn un o’ch rhai chi.
desk-device-request = Dod yn un o’m dyfeisiau
desk-device-request-why = Rydych yn defnyddio Kith ar ddyfais arall yn barod.
desk-device-request-lead = Derbyniwch hwn ar ddyfais rydych yn ei defnyddio’n barod, dan Fy nyfeisiau. Yna dewch â’i hateb yn ôl yma.
desk-coop-begun = Mae’r gydweithfa wedi dechrau. Y ddyfais hon yw ei swyddfa.
desk-areas = Ardaloedd y gymdogaeth
desk-areas-hint = Un ar bob llinell, yn fras o fwriad: byth stryd.

desk-relay-sum = { $mailboxes ->
    [zero] Dim blychau
    [one] 1 blwch
    [two] 2 flwch
    [few] { $mailboxes } blwch
    [many] { $mailboxes } blwch
   *[other] { $mailboxes } blwch
}, { $bytes } beit. Dim enwau, dim geiriau, dim allweddi.
desk-relay-mailbox = Blwch
desk-relay-when = Cadwyd
desk-relay-bytes = Beitiau
desk-relay-begins = Yn dechrau â

## Beth aeth o’i le, yn ôl cod y gwall

code-airplane-mode = Mae modd awyren ymlaen. Mae’r hyn a ysgrifennwyd yma wedi’i gadw ac yn aros.
code-already-in = Maen nhw yn y cylch hwn yn barod.
code-ambiguous-attachment = Mae mwy nag un llun neu ddogfen yn cyfateb. Rhowch ragor o’i rif.
code-ambiguous-circle = Mae mwy nag un cylch yn cyfateb. Rhowch ragor o’i rif.
code-ambiguous-coin = Mae mwy nag un darn yn cyfateb. Rhowch ragor o’i rif.
code-ambiguous-entry = Mae mwy nag un cofnod yn cyfateb. Rhowch ragor o’i rif.
code-ambiguous-item = Mae mwy nag un peth yn cyfateb. Rhowch ragor o’i rif.
code-ambiguous-note = Mae mwy nag un nodyn yn cyfateb. Rhowch ragor o’i rif.
code-ambiguous-person = Mae mwy nag un person yn cyfateb. Rhowch ragor o’u rhif.
code-ambiguous-plan = Mae mwy nag un cynllun yn cyfateb. Rhowch ragor o’i rif.
code-ambiguous-question = Mae mwy nag un cwestiwn yn cyfateb. Rhowch ragor o’i rif.
code-ambiguous-visit = Mae mwy nag un ymweliad yn cyfateb. Rhowch ragor o’i rif.
code-another-genesis = Nid yw’r hyn a ddaeth yn dechrau fel y dywedodd y gwahoddiad. Ni newidiwyd dim.
code-another-key = Nid cyfrinair sy’n agor y copi wrth gefn hwn.
code-asks-another = Gofyn am fod yn un o ddyfeisiau rhywun arall y mae’r ddyfais hon. Nhw’n unig all ei gadael i mewn.
code-attachment-erased = Cafodd hwn ei ddileu, yma ac i bawb sy’n clywed am hynny.
code-attachment-not-here = Nid yw’r llun neu’r ddogfen hon ar y ffôn hwn eto. Daw unwaith y bydd pwy bynnag sydd ganddo o fewn cyrraedd; neu gofynnwch amdani.
code-attachments-full = Mae lluniau a dogfennau’r cylch hwn yn llenwi’r holl le a gânt. Dilëwch rai yn gyntaf.
code-bad-address = Nid yw’r cyfeiriad hwn yn arwain i unman. Copïwch y cyfan, o kith-relay: neu kith-device: ymlaen.
code-bad-certificate = Nid yw’r allweddi yn y cod hwn yn perthyn i’w gilydd. Ni newidiwyd dim.
code-bad-class = Mae pobl yn ymuno fel aelodau a gefnogir, gweithwyr, teulu neu gymuned.
code-bad-clock = Nid yw’r cloc a roddwyd yma’n amser.
code-bad-data = Daeth cynnwys y ffeil hon wedi’i niweidio. Rhowch gynnig arall arni.
code-bad-days = O 1 i 365 diwrnod yw cyfnod o’r fath, neu ddim.
code-bad-edit = Ni ellir ysgrifennu hyn fel hyn. Ni newidiwyd dim.
code-bad-hours = Ni ellir cyfrif yr oriau hyn. Edrychwch ar y munudau.
code-bad-key = Ni ellir defnyddio allwedd sydd yn hwn. Ni newidiwyd dim.
code-bad-minutes = Mae proffil yn ei gloi ei hun ar ôl 1 i 1,440 munud, neu byth.
code-bad-name = Un llinell y gellir ei gweld yw enw, ac nid gair sy’n sefyll am rywbeth yma, fel me neu pool.
code-bad-passphrase = Mae rhywbeth mewn cyfrinair, ac nid yw’n ddiddiwedd.
code-bad-section = Llythrennau bach, rhifau a chysylltnodau sydd yn enw adran, fel about-me.
code-bad-settings = Ni ellir darllen gosodiadau’r ddyfais hon.
code-bad-signature = Newidiwyd hyn ar y ffordd, neu mae’n eiddo i gydweithfa arall. Ni newidiwyd dim o’ch eiddo.
code-bad-text = Mae nodau na ellir eu dangos yn y testun.
code-broken-off = Torrodd yr hyn oedd yn gweini’r proffil hwn. Edrychwch cyn rhoi cynnig arall arni.
code-bad-wait = Nifer o filieiliadau yw KITH_BUSY_WAIT_MS.
code-busy = Mae’r proffil ar agor yn rhywle arall. Rhowch gynnig arall arni ymhen eiliad.
code-cannot-confirm = Ni ellir cadarnhau’r oriau hyn.
code-cannot-give = Ni ellir rhoi hwn.
code-caption-too-long = Dywedwch beth sydd yn y llun mewn { $most } o nodau ar y mwyaf.
code-choose-first = Ysgrifennwyd dau werth ar wahân. Dewiswch un yn gyntaf.
code-circle-full = Deg o bobl ar y mwyaf sydd mewn cylch. Gall rhywun adael yn gyntaf, neu holwch y cydlynydd.
code-closing = Mae’r proffil hwn yn cael ei gau. Rhowch gynnig arall arni ymhen eiliad.
code-code-gone = Nid yw’r cod hwn yn cael ei gadw yma mwyach. Gwnewch ef eto.
code-code-too-long = Mae hwn yn hirach nag unrhyw god Kith. Ni newidiwyd dim.
code-coin-contested = Rhoddodd rhywun y darn hwn ddwywaith. Mae dan glo nes penderfynu; mae’ch awr yn dal i gyfrif.
code-coin-count = Gellir rhoi rhwng 1 a { $most } o ddarnau ar unwaith, pob un unwaith.
code-coin-must-settle = Aeth y darn hwn drwy lawer o ddwylo. Rhaid iddo setlo cyn ei roi ymlaen: cwrddwch â’r swyddfa yn gyntaf.
code-coin-not-held = Nid eich darn chi i’w roi yw hwn, neu nid mwyach.
code-coin-ripening = Mae’r darn hwn yn dal i aeddfedu. Gellir ei roi pan ddaw datganiad nesaf y swyddfa.
code-coin-vesting = Darn croeso yw hwn: i gefnogaeth neu i’r gronfa y mae’n mynd nes i’ch awr gyntaf setlo.
code-counters-inside = Mae ffolder y cyfrifyddion y tu mewn i ffolder y proffil. Rhaid iddo fod y tu allan, fel na all copi fynd ag ef.
code-cut-off = Mae’r ddyfais hon wedi’i thorri ymaith yma. Ni ellir ysgrifennu dim â hi.
code-damaged = Ni ellir darllen yr hyn sydd ar y ddyfais hon. Nid ysgrifennwyd dim drosto.
code-document-too-large = Mae gan ddogfen { $most } megabeit ar y mwyaf. A allwch anfon llai o dudalennau?
code-no-such-attachment = Nid oes llun na dogfen o’r fath ar y ddyfais hon.
code-not-attachable = Gellir atodi: llun (JPEG neu PNG), PDF, neu destun plaen.
code-nothing-to-attach-to = Ar nodyn neu ar ymweliad y mae lluniau a dogfennau’n cael eu rhoi.
code-picture-broken = Mae’r llun hwn wedi torri neu heb ddod yn gyfan. Ni chafodd dim ei atodi.
code-picture-heic = Mae’r llun hwn mewn fformat rhai ffonau (HEIC) na ellir ei ddarllen yma. Dewiswch JPEG yng ngosodiadau’r camera, neu anfonwch lun o’r sgrin.
code-picture-too-large = Mae’r llun hwn yn fwy nag y gellir ei wneud yn fach yma. Tynnwch ef eto ar faint llai.
code-too-many-attachments = Mae { $most } o luniau a dogfennau ar y mwyaf ar un peth.
code-wrong-passphrase = Cyfrinymadrodd arall yw’r un hyd yn hyn. Ni newidiwyd dim.
code-known-passphrase = Yn y gydweithfa sampl mae’r cyfrinymadrodd yn eiddo i bawb, ac yn aros fel y mae.
code-damaged-backup = Mae’r copi wrth gefn wedi’i ddifrodi neu ei dorri’n fyr. Ni adferwyd dim.
code-damaged-code = Nid yw’r cod yn gyfan, neu fe’i newidiwyd. Ni newidiwyd dim yma; sganiwch neu gludwch ef eto.
code-device-of-another = Dyfais rhywun arall yw hon eisoes. Ni newidiwyd dim.
code-disk = Ni ellir defnyddio ffolder y proffil.
code-empty-query = Ysgrifennwch beth i chwilio amdano.
code-empty-text = Nid oes dim wedi’i ysgrifennu eto.
code-failed = Methodd y gronfa ddata. Mae’r hyn a gadarnhawyd o’r blaen yn ddiogel.
code-full = Nid oes lle ar ôl ar y ddyfais hon. Ni chollwyd dim; gwnewch le a rhowch gynnig arall arni.
code-gone = Nid ydych yma mwyach. Cedwir yr hyn a ysgrifennoch o’r blaen.
code-in-a-coop = Mae’r proffil hwn yn perthyn i gydweithfa yn barod.
code-invitation-used = Mae rhywun arall wedi defnyddio’r gwahoddiad hwnnw.
code-keys-damaged = Ni ellir darllen ffeil yr allweddi.
code-leave-instead = I fynd eich hun, gadewch y cylch.
code-not-my-coins = Mae hwn yn dweud bod darnau rhywun arall wedi cyrraedd. Ni newidiwyd dim o’ch eiddo chi.
code-put-right-waits = Mae darn am hyn ar ei ffordd i’r swyddfa’n barod. Bydd yn dweud hynny pan fydd wedi’i unioni.
code-no-file-chosen = Dewiswch lun neu ddogfen yn gyntaf.
code-empty-file = Nid oes dim yn y ffeil hon.
code-shows-without-photo = Dywedir mwy am yr hyn y mae lluniau’n ei ddangos nag sydd o luniau: mae --shows yn sefyll unwaith am bob --photo, yn eu trefn.
code-file-too-large = Mae’r ffeil hon yn fwy nag y gellir ei chymryd ar unwaith, a gadawyd hi allan. Mae popeth arall yma o hyd. Anfonwch un lai.
code-surrendered-already = Mae’r darn hwn wedi’i ildio’n barod; mae ei hawliad yn aros am y gronfa.
code-not-hours = Rhowch oriau cyfan, o 0 i 168.
code-week-too-long = Mae { $most } o funudau mewn wythnos.
code-locked = Mae’n dal dan glo nes rhoi ei gyfrinymadrodd.
code-malformed-code = Gellir darllen y cod, ond nid yw’n gwneud synnwyr yma. Ni newidiwyd dim.
code-meeting-broken = Torrwyd ar gyfarfod y ddwy ddyfais. Cadwyd yr hyn oedd wedi croesi.
code-name-too-long = Mae gan enw { $most } o nodau ar y mwyaf.
code-newer-code = Gwnaed y cod hwn gan Kith mwy newydd. Diweddarwch, yna rhowch gynnig arall arno.
code-newer-document = Gwnaed hwn gan Kith mwy newydd. Cedwir ef fel y mae.
code-no-answer = Nid yw’r ddyfais honno’n ateb. Mae’r hyn a ysgrifennwyd yma wedi’i gadw ac yn aros.
code-no-audience = Dewiswch pwy sy’n gweld y rhan hon.
code-no-code = Nid oes cod i’w dderbyn. Gludwch ef, sganiwch ef, neu enwch ei ffeil.
code-no-coop = Nid yw’r proffil hwn wedi ymuno â chydweithfa eto.
code-no-coordinator = Ni ŵyr y ddyfais hon am gydlynydd eto. Enwch bwy sy’n cadarnhau’r oriau.
code-no-counter = Ni ellir defnyddio’r man lle mae’r peiriant hwn yn cyfrif yr hyn a lofnododd. Cadwyd yr hyn a ysgrifennwyd, ac ni ryddhawyd dim.
code-no-element = Dewiswch at ba ochr o fywyd yr oedd.
code-no-epoch = Mae rhywun newydd fynd oddi yma, ac mae’r ffôn hwn yn aros am yr allwedd newydd. Rhowch gynnig arall arni wedi iddo gwrdd â ffôn arall.
code-no-genesis = Nid yw’r ddyfais hon wedi clywed eto sut y dechreuodd hynny. Gall ddod gyda’r cyfnewid nesaf.
code-no-inbox = Nid yw’r ddyfais hon wedi clywed eto ble mae cyrraedd y person hwnnw. Cyfnewidiwch â’r gydweithfa unwaith, neu dderbyn pecyn gan y swyddfa; yna rhowch gynnig arall arni.
code-no-key = Ni roddwyd yr allwedd i hynny i’r ddyfais hon eto. Gall ddod gyda’r cyfnewid nesaf.
code-no-notary = Nid yw’r ddyfais hon wedi clywed eto pwy sy’n cadw llyfr y gydweithfa. Cwrddwch â’r gydweithfa unwaith, yna rhowch gynnig arall arni.
code-no-office = Nid yw’r ddyfais hon wedi clywed eto ble mae swyddfa’r gydweithfa. Cyfnewidiwch â’r gydweithfa unwaith, neu dderbyn pecyn gan y swyddfa; yna rhowch gynnig arall arni.
code-no-permission = Ni cheir ysgrifennu i’r ffolder hwn.
code-no-pool = Nid yw’r ddyfais hon wedi clywed eto am gronfa’r gydweithfa.
code-database-missing = Mae cronfa ddata’r proffil hwn ar goll, a phopeth oedd ynddi. Gadewir y ffolder fel y mae: rhowch ei ffeil kith.db yn ôl, adferwch gopi wrth gefn yn rhywle arall, neu dewch yn ôl fel dyfais newydd.
code-database-missing-here = Mae cronfa ddata’r proffil yn { $dir } ar goll, a phopeth oedd ynddi. Gadewir y ffolder fel y mae. Rhowch y ffeil “kith.db” yn ôl o gopi, neu gyda --profile arall rhedwch: kith restore FILE, neu: kith init, ac yna: kith recovery use, neu: kith device request
code-keys-missing = Mae allweddi’r proffil hwn ar goll, a hebddynt ni ellir darllen dim ynddo. Gadewir ef fel y mae: rhowch ei ffeil allweddi yn ôl, adferwch gopi wrth gefn yn rhywle arall, neu dewch yn ôl fel dyfais newydd.
code-keys-missing-here = Mae allweddi’r proffil yn { $dir } ar goll, ac ni ellir darllen dim ynddo hebddynt. Gadewir ef fel y mae. Rhowch y ffeil “keys” yn ôl o gopi, neu gyda --profile arall rhedwch: kith restore FILE, neu: kith init, ac yna: kith recovery use, neu: kith device request
code-no-profile = Nid oes proffil yn y ffolder hwn.
code-no-profile-here = Nid oes proffil yn { $dir }. Gwnewch un gyda: kith init
code-no-relay = Ni ddewiswyd cyfnewidfa. Mae’r hyn a ysgrifennwyd yma wedi’i gadw ac yn aros.
code-no-relay-answer = Nid yw’r gyfnewidfa’n ateb. Mae’r hyn a ysgrifennwyd yma wedi’i gadw ac yn aros.
code-no-socket = Nid yw’r system yn rhoi ffordd i’r rhwydwaith i Kith. Mae’r hyn a ysgrifennwyd yma wedi’i gadw ac yn aros.
code-no-such-area = Nid oes ardal o’r fath yn y gydweithfa. Ei hardaloedd: { $areas }.
code-no-such-answer = Dewiswch un o’r atebion.
code-no-such-file = Nid oes ffeil o’r fath. Ni wnaed dim.
code-no-such-circle = Nid oes cylch o’r fath ar y ddyfais hon.
code-no-such-coin = Nid oes darn o’r fath ar y ddyfais hon.
code-no-such-document = Nid oes peth o’r fath ar y ddyfais hon.
code-no-such-entry = Nid oes dim felly’n aros yma.
code-no-such-field = Rhwng amserau, lleoedd neu deitlau cynllun y dewisir.
code-no-such-item = Nid oes peth o’r fath ar y ddyfais hon.
code-no-such-day = Dewiswch ddiwrnod o’r calendr.
code-day-not-meant = Enwoch ddiwrnod, a dewis rhywbeth arall. Ni chafodd neb ei ychwanegu. Dewiswch “yr hyn a ysgrifennwyd ers diwrnod”, neu gadewch y diwrnod yn wag.
code-no-read-from = Dewiswch pa mor bell yn ôl y cânt ddarllen.
code-nobody-chosen = Dewiswch berson yn gyntaf.
code-no-such-language = Dewiswch iaith.
code-no-such-list = Nid oes rhestr o’r fath mewn proffil. Ei rhestrau: { $lists }.
code-no-such-member = Nid oes aelod o’r fath yn y gydweithfa, hyd y clywodd y ddyfais hon.
code-ambiguous-draft = Mae mwy nag un sydd wedi’i ddechrau’n cyfateb. Rhowch fwy o’r cod adnabod.
code-no-such-draft = Nid oes dim felly wedi’i ddechrau mwyach: fe’i hysgrifennwyd, fe’i gollyngwyd neu aethpwyd ymlaen ag ef.
code-no-such-note = Nid oes nodyn o’r fath ar y ddyfais hon.
code-no-such-page = Nid yw’r cyfeiriad yn arwain i unman. Ni chollwyd dim.
code-no-such-person = Nid oes person o’r fath ar y ddyfais hon.
code-no-such-plan = Nid oes cynllun o’r fath ar y ddyfais hon.
code-no-such-question = Nid oes cwestiwn felly.
code-no-such-role = Dewiswch rôl.
code-no-such-section = Nid oes adran o’r enw hwnnw ar yr ochr hon o broffil. Ei hadrannau: { $sections }.
code-no-such-side = Mae dwy ochr i broffil: y gefnogaeth a dderbynnir a’r gefnogaeth a roddir.
code-no-such-space = Nid yw hynny ar y ddyfais hon.
code-no-such-visit = Nid oes ymweliad o’r fath ar y ddyfais hon.
code-not-a-backup = Nid copi wrth gefn o broffil Kith yw’r ffeil hon.
code-not-a-choice = Nid yw hwnnw’n un o’r gwerthoedd i ddewis ohonynt.
code-not-a-code = Nid cod Kith yw hwn. Ni newidiwyd dim; sganiwch neu gludwch ef eto.
code-not-a-count = Rhif cyfan yw nifer y darnau.
code-not-whole-hours = Rhif cyfan yw nifer yr oriau, megis 10.
code-not-a-device-request = Nid cais dyfais newydd yw’r cod hwn.
code-not-a-member = Dim ond aelodau sy’n dod â gweithrediadau i lyfr y gydweithfa.
code-not-admitted = Ni chewch ddod â rhywun i mewn yma, neu nid oes lle.
code-not-alone = Nid oes neb arall yn gofalu am y cylch hwn a allai lofnodi. Gall y person biau’r cylch eu symud.
code-not-an-invitation = Nid gwahoddiad yw’r cod hwn.
code-not-coming-back = Mae hyn ar gyfer dyfais sydd wedi dod yn ôl drwy becyn neu drwy warcheidwaid.
code-not-empty = Rhaid i’r ffolder fod yn wag.
code-coins-must-settle = Yn rhydd i’w rhoi nawr: { $free }. Gellir rhoi { $settle } arall pan fydd y swyddfa wedi’u setlo: mae pob un wedi mynd drwy gymaint o ddwylo ag y caiff cyn hynny, neu’n dal i aeddfedu. Ewch i gwrdd â’r swyddfa’n gyntaf.
code-coins-vesting = Yn rhydd i’w rhoi i bobl nawr: { $free }. Rhodd groeso yw { $welcome } arall: ânt at gefnogaeth neu i’r gronfa nawr, ac at bobl ar ôl i’ch awr gyntaf setlo.
code-not-enough-coins = Ni ellir rhoi cynifer o ddarnau nawr. Yn rhydd i’w rhoi: { $free }.
code-not-for-me = Rhwng pobl eraill y mae’r oriau hyn. Ni newidiwyd dim o’ch eiddo chi.
code-not-for-this-device = I ddyfais arall y mae’r ateb hwn.
code-not-frozen = Nid yw’r ddyfais honno wedi’i rhewi, hyd y clywodd hon.
code-not-helped = Dim ond y sawl a gafodd help, pwy bynnag sydd â’i fandad, neu gydlynydd a holwyd, sy’n cadarnhau oriau.
code-not-in = Nid yw’r person hwnnw yn y cylch hwn.
code-last-notary = Nid oes neb arall yn cadw llyfr y gydweithfa. Rhowch y rôl honno i rywun yn gyntaf.
code-not-keeper = Dim ond y rhai sy’n gofalu amdano a gaiff wneud hyn.
code-not-let-in = Mae’r copi hwn yn aros i gael ei adael i mewn eto fel dyfais newydd. Gadewch ef i mewn ar ddyfais arall o’ch eiddo, neu â’ch pecyn adfer.
code-not-minutes = Rhif cyfan yw munudau, o 1 hyd at werth diwrnod.
code-not-office = Nid y ddyfais hon sy’n cadw llyfr y gydweithfa.
code-not-owner = Dim ond y person biau’r cylch a gaiff newid yr hyn a gaiff eraill ei wneud ynddo.
code-not-served = Nid oes neb yn gweini’r proffil hwn nawr, felly ni ellir ei gyrraedd. Rhedwch: kith serve
code-welcome-oneself = I rywun newydd y mae’r rhodd groeso. Stiward arall sy’n rhoi’ch un chi.
code-not-steward = Dim ond stiward y gronfa sy’n rhoi’r rhodd groeso.
code-not-text = Nid testun na chod Kith mo hwn.
code-not-sure = Ticiwch eich bod yn siŵr yn gyntaf. Ni newidiwyd dim.
code-not-yours = Dim ond y sawl a’i hysgrifennodd neu a’i dechreuodd, neu rywun sy’n gofalu am y cylch, a gaiff newid hwn. Cewch ysgrifennu wrth ei ochr.
code-not-your-hold = Dim ond y sawl sy’n cadw hwn a all ollwng gafael arno. Holwch y rhai sy’n gofalu am ddiogelwch gyda chi.
code-nothing-to-change = Dywedwch beth i’w newid: teitl, testun, amser neu le.
code-nothing-to-correct = Nid oes dim ynddo wedi’i ddweud yn wahanol i o’r blaen.
code-nothing-to-confirm = Nid oes oriau i’w cadarnhau ar gyfer yr ymweliad hwn.
pack-more = Rhan { $part } yw hon; mae mwy nag sy’n mynd i un. Gwnewch ran { $next } hefyd (ar y llinell orchymyn gyda --part { $next }), a’u derbyn y naill ar ôl y llall. Neu gadewch i’r ffonau gwrdd.
pack-part = Rhan { $part } o’r pecyn
code-no-such-pack-part = Nid oes cynifer o rannau erbyn hyn. Dechreuwch eto gyda’r gyntaf.
code-pack-too-large = Mae gormod i’w gario mewn un pecyn. Gadewch i’r ffonau gwrdd, neu defnyddiwch y gyfnewidfa.
code-passphrases-differ = Nid oedd y ddau yr un fath.
code-book-with-first-device = Maen nhw’n cadw llyfr y gydweithfa yn barod, ar y ddyfais a fu ganddynt hiraf. Unwaith y caiff honno ei thorri i ffwrdd, yr un nesaf fydd yn ei gadw.
code-pool-with-old-device = Gyda’r ddyfais y mae hon yn cymryd ei lle y mae darnau’r gronfa. Nid yw rhoi’r rôl eto yn eu symud.
code-clock-was-ahead = Mae cloc y ffôn hwn wedi dangos amser diweddarach nag yn awr, felly ni all ddweud pa mor hir y bu’r rhan yn aros. Helpwch nhw wyneb yn wyneb.
code-port-in-use = Mae porth { $port } gan raglen arall yn barod. Enwch un arall â --port, neu ddim un i gael un rhydd.
code-port-not-allowed = Ni chewch gymryd porth { $port }. Enwch un o 1024 ymlaen.
code-pool-too-small = Mae { $free } yn y gronfa, a { $welcome } o ddarnau yw croeso. Gellir ei roi pan fydd mwy wedi’i roi i’r gronfa.
code-profile-copied = Defnyddiwyd copi arall o’r proffil hwn. Daw’r un hwn yn ddyfais ar wahân; ni chollwyd dim.
code-profile-exists = Mae proffil yn y ffolder hwn yn barod.
code-profile-in-use = Dim ond proffil newydd all ddod yn un arall o ddyfeisiau rhywun.
code-relay-lies = Nid yw atebion y gyfnewidfa’n cyd-fynd. Mae’r hyn sydd yma’n ddiogel ac yn aros.
code-relay-version = Mae’r gyfnewidfa’n siarad fersiwn arall. Rhaid diweddaru un o’r ddau.
code-revoked = Allgofnodwyd y ffôn hwn.
code-self-attested = Nid oes neb yn cadarnhau ei oriau ei hun. Enwch rywun a gafodd help, neu gydlynydd.
code-signed-out = Allgofnodwyd y ffôn hwn: nid yw wedi cwrdd â’r gydweithfa ers gormod o amser. Ni chollwyd dim; gadewch iddo gwrdd â hi eto.
code-text-too-long = Mae gan destun { $most } o nodau ar y mwyaf.
code-own-level = Eich cylch chi yw hwn, ac ni all neb ynddo newid hynny, chithau yn eu plith. Gall bwrdd y gydweithfa.
code-owner-level = Ni all neb mewn cylch newid pwy biau’r cylch. Gall bwrdd y gydweithfa.
code-the-owner = Y person ei hun biau’r cylch: ni all fynd ymlaen hebddynt. Holwch y cydlynydd.
code-this-device = Torrir dyfais ymaith o ddyfais arall, neu gan y swyddfa.
code-to-oneself = Eich darnau chi yw’r rhain yn barod. I’w symud i ddyfais arall o’ch eiddo, dangoswch ei chod hi yn gyntaf.
code-own-hours = Eich oriau chi yw’r rhain. Rhywun a gafodd help sydd i’w cadarnhau.
code-too-few-digits = Rhy ychydig o ddigidau: rhowch o leiaf { $least } digid cyntaf ei rif adnabod.
code-too-large = Mae hwn yn rhy fawr i’w gadw neu ei anfon fel un darn.
code-too-long = Mae hwn yn rhy hir.
code-too-long-for-qr = Mae hwn yn rhy hir i un cod QR. Trosglwyddwch ef fel ffeil neu destun.
code-too-many-areas = Nid oes gan gydweithfa gynifer o ardaloedd.
code-too-many-devices = Mae gormod o ddyfeisiau yma i ddechrau allwedd newydd ar eu cyfer.
code-too-many-minutes = Mae ymweliad yn cyfrif { $most } o funudau ar y mwyaf.
code-too-many-spaces = Mae cynifer o gylchoedd ag y gall eu dal ar y ddyfais hon.
code-too-many-operations = Mae gormod o weithrediadau yma ar unwaith: dewch â nhw mewn rhannau llai.
code-too-old = Defnyddiwyd y proffil hwn gan Kith mwy newydd. Diweddarwch, yna agorwch ef eto.
code-unasked-admission = Ni ofynnodd neb yma am hynny. Ni newidiwyd dim.
code-no-such-removal = Nid oes cynnig o’r fath yma.
code-ambiguous-removal = Mae mwy nag un cynnig yn ffitio. Dywedwch fwy o’i rif.
code-removal-over = Mae hyn ar ben: ni ofynnir am air neb mwyach.
code-not-heard-yet = Nid yw’r ffôn hwn wedi clywed eto am bopeth y mae hyn yn pwyso arno. Gadewch iddo gwrdd â ffôn arall, yna rhowch gynnig arall arni.
code-not-theirs-to-propose = Nid eu lle nhw yw cynnig hynny, neu nid eich lle chi yw ei lofnodi.
code-too-many-removals = Mae gormod o’r rhain yn aros yn barod.
code-bad-request = Nid yw hwn yn gais y mae dyfais Kith yn ei adnabod. Ni wnaed dim.
code-unknown-field = Nid oes maes o’r enw { $name } yn y cais hwn. Ni wnaed dim.
code-unknown-invitation = Nid yma y gwnaed y gwahoddiad hwnnw.
code-unwritable = Ni ellid ysgrifennu hyn i lawr, felly nid yw’n cyfrif fel wedi’i gadw. Mae’r hyn a gadarnhawyd o’r blaen yn ddiogel.
code-hours-not-theirs = Ni ddaeth yr oriau hyn gan y sawl a’u rhoddodd.
code-asked-by-two = Mae dau’n dweud mai eu hymweliad nhw oedd hwn. Unwaith y daw’r ymweliad ei hun, bydd yn dweud ymweliad pwy oedd.
code-visit-confirmed = Mae { $name } wedi cadarnhau’r awr hon, ac mae’r hyn a gadarnhawyd yn sefyll. Ysgrifennwch nodyn wrth ei ochr; am yr oriau, gofynnwch i’r swyddfa.
code-visit-ended = Mae’r ymweliad hwn wedi gorffen yn barod.
code-visit-not-ended = Nid yw’r ymweliad hwn wedi gorffen eto.
code-visit-not-yours = Yr ymwelydd yn unig sy’n cywiro’r hyn a ddywedwyd am ymweliad. Ysgrifennwch nodyn wrth ei ochr.
code-visit-open = Mae ymweliad o’ch eiddo’n dal ar agor ({ $visit }). Gorffennwch ef yn gyntaf.
code-visit-clock = Mae cloc y ffôn hwn wedi newid ers i’r ymweliad ddechrau, felly ni all ddweud pa mor hir oedd. Dywedwch sawl munud oedd.
code-visit-long-ago = Gellir cofnodi ymweliad hyd at { $days } diwrnod ar ôl iddo ddechrau.
code-visit-not-yet = Nid yw ymweliad yn dechrau’n hwyrach na nawr.
code-visit-too-long = Yn ôl cloc y ffôn hwn mae { $hours } awr ers i’r ymweliad ddechrau. A oedd y cloc yn anghywir, neu’r ymweliad wedi’i adael ar agor? Dywedwch sawl munud oedd.
code-visit-times = Mae ymweliad yn dechrau cyn iddo orffen, ac mae wedi gorffen erbyn hyn.
code-wait = Bu gormod o gynigion anghywir. Arhoswch ychydig cyn y nesaf.
code-welcomed-already = Maen nhw wedi cael y rhodd groeso.
code-which-profile = Dywedwch pa broffil, gyda --profile DIR.

## Beth ddaeth o god a dderbyniwyd

received-asked-to-come-in = Gofynnwyd i { $name } eich gadael i mewn i { $place }.
received-coins-arrived = Mae’r darnau ganddynt. Bydd yn setlo pan fydd y naill neu’r llall ohonoch yn cwrdd â’r swyddfa.
received-coins-arrived-at-office = Mae’r darnau ganddynt. Mae wedi’i gofnodi yn y llyfr yma.
received-coins-bad = Newidiwyd y darnau hyn ar y ffordd, felly ni chymerwyd hwy. Ni newidiwyd dim o’ch eiddo.
received-coins-came-before = Daeth y darnau hyn o’r blaen. Maent yn cyfrif unwaith.
received-coins-given-before = Rhoddwyd un o’r darnau hyn yn barod, felly ni chymerwyd hwy. Ni newidiwyd dim o’ch eiddo; rhoddir gwybod i’r swyddfa.
received-coins-given-before-kept = Rhoddodd rhywun un o’r darnau hyn ddwywaith cyn iddo gyrraedd y sawl a’i rhoddodd i chi. Fe’u cedwir, ond nid eich eiddo chi ydynt eto: gallwch hawlio o’r gronfa yr hyn y ceir ei fod ar goll. Rhoddir gwybod i’r swyddfa.
received-coins-must-settle = Aeth y darnau hyn drwy lawer o ddwylo a rhaid iddynt setlo yn gyntaf. Ni newidiwyd dim o’ch eiddo.
received-coins-not-for-me = Nid i’r ffôn hwn y mae’r darnau hyn: i rywun arall y maent, neu i ffôn arall o’ch eiddo. Ni newidiwyd dim yma.
received-coins-promised = Wedi’i addo. Bydd yn setlo pan fydd y naill neu’r llall ohonoch mewn cysylltiad nesaf â’r swyddfa.
received-coins-promised-at-office = Wedi’i dderbyn. Mae wedi’i gofnodi yn y llyfr yma.
received-coins-sender-locked = Rhaid i’r sawl a roddodd y rhain unioni rhywbeth â’r swyddfa yn gyntaf. Ni newidiwyd dim o’ch eiddo.
received-coins-unknown-sender = Nid yw’r ddyfais hon yn adnabod y sawl a roddodd y rhain eto. Cwrddwch â’r gydweithfa unwaith, yna derbyniwch hwy eto.
received-coins-unproven = Nid oes dim yn dangos o ble y daw’r darnau hyn, felly ni chymerwyd hwy. Ni newidiwyd dim o’ch eiddo.
received-device-asks = Mae dyfais newydd ({ $name }, { $digits }…) yn gofyn am fod yn un o’ch rhai chi. Os ydyw, gadewch hi i mewn dan Fy nyfeisiau.
received-device-yours = Eich dyfais chi yw hon bellach.
received-here-already = Roedd y cyfan yma’n barod.
received-here-now = Mae yma nawr.
received-hours-answered = Rydych wedi cadarnhau’r oriau hyn gan { $name } yn barod.
received-hours-asked = Mae { $name } yn gofyn i chi gadarnhau oriau.
received-hours-confirmed = Cadarnhawyd yr oriau. Maent yn cyfrif pan fydd y naill neu’r llall ohonoch yn cwrdd â’r swyddfa.
received-hours-confirmed-at-office = Cadarnhawyd yr oriau, ac fe’u cymerwyd i’r llyfr yma.
received-in-already = Rydych i mewn yn barod.
received-kept = Cedwir ef nes y daw’r hyn y mae’n dibynnu arno.
received-let-in = Maen nhw i mewn. Rhowch yr ateb yn ôl.
received-turned-away = Ni chaiff { $name } ddod i mewn: mae rhywun arall wedi defnyddio’r gwahoddiad hwnnw. Rhowch yr ateb yn ôl, a rhowch wahoddiad newydd iddyn nhw.
received-may-be-given = Gellir rhoi darnau i { $name }.
received-does-not-hold = Nid yw rhywbeth ynddo’n cyd-fynd â’r hyn sydd yma’n barod, ac ni chafodd ei dderbyn. Ni newidiwyd dim o’ch eiddo chi.
received-not-for-here = Nid i’r ddyfais hon y mae, neu fe’i newidiwyd ar y ffordd. Ni newidiwyd dim yma.
received-some-not-for-here = Roedd yr hyn sydd i’r ddyfais hon yma’n barod. I eraill y mae’r gweddill, neu dan allwedd nad yw gan y ddyfais hon eto. Ni newidiwyd dim yma.
received-nothing-new = Nid oedd dim newydd ynddo.

## Yr hyn na chymerwyd

refused-another-genesis = dechreuadau nad oeddent y rhai iawn
refused-another-persons-profile = newidiadau i broffil rhywun arall
refused-bad-change = newidiadau nad oeddent yn gwneud synnwyr
refused-bad-coin-object = negeseuon am ddarnau nad oeddent yn dal dŵr
refused-bad-operation = negeseuon i’r swyddfa nad oeddent yn dal dŵr
refused-bad-signature = negeseuon a newidiwyd ar y ffordd
refused-cannot-open = negeseuon nad ydynt i’r ddyfais hon
refused-forked-author = negeseuon dyfais sy’n gwrth-ddweud ei hun
refused-invitation-used = ceisiadau i ddod i mewn ar wahoddiad yr oedd rhywun arall wedi’i ddefnyddio; bydd un newydd yn eu helpu
refused-malformed-drop = negeseuon na ellid eu darllen
refused-malformed-envelope = negeseuon na ellid eu darllen
refused-newer-envelope = negeseuon gan Kith mwy newydd: bydd diweddaru’r ddyfais hon yn darllen y rhai nesaf
refused-newer-item = rhannau gan Kith mwy newydd: bydd diweddaru’r ddyfais hon yn darllen y rhai nesaf
refused-newer-message = negeseuon gan Kith mwy newydd: bydd diweddaru’r ddyfais hon yn darllen y rhai nesaf
refused-not-carried = negeseuon yr oedd gormod ohonynt i’w cadw ar gyfer eich dyfeisiau eraill
refused-other = negeseuon na ellid eu derbyn
refused-relay-contradicts-itself = atebion lle’r oedd y gyfnewidfa’n ei gwrth-ddweud ei hun
refused-oversized-envelope = negeseuon a oedd yn rhy fawr
refused-not-a-piece = darnau o luniau a dogfennau nad oeddent yn perthyn iddynt
refused-attachment-damaged = lluniau a dogfennau nad oeddent yr hyn y dywedwyd
refused-coin-attachment-too-large = lluniau a ddaeth gyda darn arian ac a oedd yn rhy fawr; daeth y darn arian yr un fath
refused-time-falls = negeseuon y mae eu hamser yn rhedeg yn ôl
refused-unknown-mailbox = negeseuon i gylch neu berson nad yw’r ddyfais hon yn ei adnabod

## Beth sy’n digwydd nesaf i oriau

hour-says-open = Mae’r ymweliad ar y gweill.
hour-says-none = Nid oes oriau i’w cyfrif.
hour-says-unconfirmed = Yn aros am air y person a gafodd help.
hour-says-your-word = Yn aros am eich gair chi.
hour-says-beside-clock = Dywedir { $told } munud; rhwng mewngofnodi ac allgofnodi mae { $between }.
hour-says-word-for = Yn aros am eich gair chi, dros { $name }: { $mandate }. Cadarnhewch ef dim ond os nad ydych yn byw gyda’r sawl a ymwelodd.
hour-says-confirmed = Wedi’i chadarnhau. Bydd yn cyfrif pan fydd y naill ffôn neu’r llall yn cwrdd â’r swyddfa, a dywedir wrth bwy bynnag a’i rhoddodd.
hour-says-confirmed-at-office = Wedi’i chadarnhau, a’i chymryd i’r llyfr yma.
hour-says-counted = Cyfrifwyd gan y swyddfa.
hour-says-passed = Talwyd amdani â darnau.
hour-says-refused = Ni allai’r swyddfa ei chyfrif. Mae’r ymweliad yn sefyll o hyd.
hour-state-none = dim i’w gyfrif
hour-state-passed = talwyd â darnau

## Pam y daeth neu yr aeth darnau

move-earned = am oriau a gadarnhawyd
move-welcome = croeso o’r gronfa
move-returned = daeth yn ôl
move-received = derbyniwyd
move-pooled = rhoddwyd i’r gronfa
move-coming = wedi’i ennill a’i gadarnhau, ar y ffordd i’r swyddfa
move-retired = defnyddiwyd at gefnogaeth, ac yn gorffwys
move-given = rhoddwyd
move-contested = rhoddodd rhywun o’ch blaen y darn hwn ddwywaith
move-lost = rhoddwyd y darn hwn yn barod; mae’ch hawl yn sefyll
coin-says-gone = Wedi’i roi, ac wedi setlo.

## Pam y cafwyd hyd i gymydog

find-because-says = yn dweud: { $item }
find-because-skill = yn gallu: { $item }
find-because-place = yn: { $item }
find-because-language = yn siarad: { $item }
find-because-element = at: { $item }

## Recovery: the printed kit

recovery-kit-title = Pecyn adfer
recovery-kit-whose = Dyma ffordd { $name } yn ôl i Kith.
recovery-kit-whose-in = Dyma ffordd { $name } yn ôl i Kith, yn { $coop }.
recovery-kit-square = Cod sgwâr i gamera ffôn
recovery-kit-check = Gwirio: { $code }
recovery-kit-made = Gwnaed { $day }. Nid yw pecyn newydd yn gwneud hwn yn ddiwerth: dinistriwch ef pan argraffwch un arall.
recovery-kit-what = Os bydd eich ffôn yn mynd ar goll neu’n torri, mae’r dudalen hon yn dod â chi’n ôl ar un newydd: pwy ydych chi, eich cylchoedd, a’r hyn sydd gan eraill yno o hyd.
recovery-kit-how = Ar y ffôn newydd, agorwch Kith, dywedwch eich bod wedi bod yma o’r blaen, a daliwch y camera dros y sgwâr. Does dim i’w gofio.
recovery-kit-keep = Gall pwy bynnag sy’n dal y dudalen hon fod yn chi. Cadwch hi lle rydych yn cadw’ch pasbort. Peidiwch â thynnu ei llun, a pheidiwch â’i hanfon at neb.
recovery-kit-lost = Os yw ar goll, neu os yw rhywun arall wedi’i gweld, ffoniwch swyddfa’ch cydweithfa. Mae’ch ffonau hefyd yn dangos pan ddaw un newydd i mewn.

## Recovery: what went wrong, and what became of a code

code-no-root-here = Nid yw’r ddyfais hon yn dal eich gwreiddyn. Gwnewch y pecyn ar eich ffôn cyntaf, neu ar un a ddaeth yn ôl drwy becyn neu warcheidwaid.
code-not-a-kit = Nid pecyn adfer yw’r cod hwn.
code-bad-guardians = Dewiswch rhwng dau a deg gwarcheidwad, gydag o leiaf dau ohonynt yn angenrheidiol, a neb ohonynt yn chi eich hun.
code-forged-share = Newidiwyd hwn neu fe’i lluniwyd. Nid yw’n cyfrif, ac ni newidiwyd dim.
code-mixed-shares = Mae’r rhannau hyn o setiau gwahanol. Gofynnwch i’r gwarcheidwaid am y rhai diweddaraf.
code-too-few-shares = Nid oes digon o rannau yma eto.
code-not-a-recovery-request = Nid cais gan rywun i ddod yn ôl i mewn yw’r cod hwn.
code-request-old = Mae’r cais hwn yn rhy hen. Gofynnwch am un newydd.
code-request-stopped = Mae un o’u dyfeisiau wedi dweud nad nhw yw hyn. Cwrddwch â nhw wyneb yn wyneb.
code-another-code = Nid cod y cais hwn yw’r cod a gawsoch. Efallai mai rhywun arall sy’n gofyn: peidiwch â mynd ymlaen.
code-too-many-requests = Mae’r ffôn hwn yn cofio cynifer o geisiadau ag y gall.
code-too-many-shares = Mae’r ffôn hwn yn cadw rhannau i gynifer o bobl ag y gall.
code-not-my-share = Rhan gwarcheidwad arall yw hon, neu ni ddaeth gan y person.
code-replaced-share = Mae rhan ddiweddarach wedi cymryd lle hon.
code-not-a-guardian = Ni ddaeth hynny gan warcheidwad, neu nid gan y person a warchodir.
code-not-asked = Mae hwn yn ateb cais na wnaeth y ddyfais hon, neu un a atebwyd eisoes.
code-profile-not-new = Dim ond proffil newydd all ddod yn ôl fel rhywun. Gwnewch un mewn ffolder arall, neu ar ffôn arall.
code-no-such-request = Nid oes cais o’r fath ar y ddyfais hon.
code-ambiguous-request = Mae mwy nag un cais yn cyfateb. Dywedwch fwy o’i god.
code-bad-page = Rhowch .pdf neu .html ar ddiwedd enw’r dudalen i’w hargraffu.
received-recovery-back = Rydych chi’n ôl. Mae’r hyn rydych yn ei rannu ag eraill yn dilyn.
received-twin-scanned = Gefell darn arian yw hwn. Dyma ei stori; nid yw lle mae’n mynd yn newid dim ar bwy biau’r darn.
received-let-back = Ffôn newydd { $name } yw hwn. Mae wedi’i adael yn ôl i mewn. Rhowch yr ateb yn ôl iddo.
received-return-own = Cod y ffôn hwn ei hun yw hwn. Dangoswch ef i rywun arall o’ch cydweithfa.
code-return-cut-off = Mae’r ffôn hwnnw wedi’i dorri ymaith. Ni roddwyd dim iddo.
received-recovery-share = Mae’r rhan yma. Mae angen rhagor.
received-recovery-asks = Mae rhywun yn gofyn am eich help i ddod yn ôl i mewn. Cwrddwch neu ffoniwch, cymharwch y cod, a’i gadarnhau o dan Adfer.
received-recovery-kit = Pecyn adfer yw hwn. Defnyddiwch ef o dan Adfer: ar ffôn newydd i ddod yn ôl, ar eich un chi i weld ei fod yn gweithio.

## Concerns about safety

concern-danger-now = Os oes unrhyw un mewn perygl nawr, ffoniwch 999 yn gyntaf. Efallai na fydd pryder yn cael ei weld ar unwaith.
concern-speak-to = Gallwch hefyd siarad â { $names }, sy’n gofalu am ddiogelwch yn y gydweithfa.
concern-private = Dim ond y rhai sy’n gofalu am ddiogelwch all ddarllen hwn. All neb yn y cylch wybod ei fod yn bod.
concern-copy-here = Ar eich dyfeisiau chi yn unig y mae eich copi, er mwyn i chi ddilyn yr hyn a ddaw ohono. Gallai rhywun sy’n gallu agor eich ffôn ei ddarllen.
concern-state-waits = Yn aros ar y ffôn hwn ac yn mynd gyda’r cyfnewid nesaf.
concern-state-sent = Wedi’i anfon.
concern-state-received = Mae wedi cyrraedd rhywun sy’n gofalu am ddiogelwch.
concern-state-looked-at = Mae rhywun sy’n gofalu am ddiogelwch wedi’i agor.
concern-state-closed = Wedi’i ddirwyn i ben.
concern-line-received = Fe gyrhaeddodd.
concern-line-looked-at = Fe’i hagorwyd.
concern-line-reply = Geiriau
concern-line-note = Nodyn gwaith
concern-line-closed = Wedi’i ddirwyn i ben
lost-encrypted = Mae’r hyn oedd arno wedi’i amgryptio.
lost-not-known-locked = All neb ddweud o’r fan hon a oedd wedi’i gloi.
lost-not-known-last-unlocked = All neb ddweud o’r fan hon pryd y cafodd ei ddatgloi ddiwethaf.
lost-not-known-other-circles = Nid yw cylchoedd nad yw’r ffôn hwn yn perthyn iddynt wedi’u rhestru: gofynnwch i’r sawl oedd biau’r ffôn, neu i bobl eu cylchoedd.
lost-not-known-own-space = Roedd nodiadau a darnau yr oedd y person yn eu cadw iddo’i hun arno hefyd.
lost-due = Penderfynwch erbyn { $when } a oes rhaid ei adrodd.
lost-overdue = Daeth yr amser i benderfynu i ben { $when }.
code-about-yourself = Mae pryder yn ymwneud â rhywun arall. I ofyn am help eich hun, peidiwch â dweud am bwy y mae.
code-ambiguous-concern = Mae mwy nag un pryder yn cyfateb. Rhowch ragor o’i rif.
code-ambiguous-device = Mae mwy nag un ddyfais yn cyfateb. Rhowch ragor o’i rhif.
code-no-lead = Ni ŵyr y ddyfais hon am neb yn y gydweithfa y gellid dweud wrthynt yn breifat. Siaradwch â rhywun yr ydych yn ymddiried ynddo; os oes unrhyw un mewn perygl, ffoniwch 999.
code-no-such-concern = Nid oes pryder o’r fath ar y ddyfais hon.
code-no-such-device = Nid oes dyfais o’r fath, hyd y clywodd yr un hon.
code-not-a-member-to-answer = Dim ond aelodau sy’n ateb pryder.
code-not-theirs-to-say = Nid eu lle nhw yw dweud hynny.
code-not-to-us = Ni chafodd hynny ei anfon at y person hwn.
code-not-yours-to-close = Y rhai sy’n gofalu am ddiogelwch sy’n gwneud hynny. Cewch ysgrifennu atynt amdano.
code-not-yours-to-report = Dim ond y sawl oedd biau’r ddyfais, y swyddfa a’r arweinydd diogelu a gaiff ofyn am hynny.
code-too-many-strangers = Daeth gormod o ddyfeisiau nad oes neb yma yn eu hadnabod.
code-unknown-concern = Ni ŵyr neb yma am hynny.
code-unknown-space = Mae’n ymwneud â rhywbeth nad yw’r ddyfais hon yn ei ddal.
## Rights over one's data: what stays, what no erasure reaches

stays-membership = Mae’r ffaith eich bod yn aelod, a’r enw y daethoch i mewn dano, yn aros yn y cofnod aelodaeth: mae hawliau pobl eraill yn dibynnu arno.
stays-left = Mae’r hyn a ysgrifennoch lle nad ydych mwyach yn aros yno: gall y rhai sy’n gofalu amdano ei ddileu os gofynnwch iddynt.
stays-coin = Mae darnau arian a’u camau yn aros, o dan eich allwedd a heb eich enw: mae darnau pobl eraill yn dibynnu arnynt.
stays-hour = Mae oriau a gadarnhawyd yn aros, o dan eich allwedd a heb eich enw: mae darnau arian yn dibynnu arnynt.
stays-edit = Mae’r hyn a ysgrifennwyd mewn cynllun a ddechreuwyd gan rywun arall yn aros nes dileu’r cynllun ei hun: gall pwy bynnag sy’n gofalu am y cylch ei ddileu.
stays-access = Mae’r cofnod o bwy agorodd beth yn aros i’r person y mae’n ymwneud ag ef.
stays-erasure = Mae’r ffaith bod rhywbeth wedi’i ddileu, a phryd, yn aros, fel na ddaw yn ôl.
stays-kept = Cedwir rhywbeth er y dileu, am fod y gyfraith neu ddiogelwch rhywun yn gofyn am hynny.
stays-notice = Mae hysbysiadau y mae’r gydweithfa’n rhedeg arnynt, megis ble gellir cyrraedd eich ffôn, yn aros nes i chi adael.
stays-setting = Mae gosodiad ar eich darnau arian eich hun yn aros gyda nhw.
stays-other = Mae rhywbeth a ysgrifennwyd gan fersiwn ddiweddarach o Kith yn aros nes diweddaru hon.
unreached-paper = Yr hyn a argraffwyd neu a ysgrifennwyd ar bapur.
unreached-exports = Copïau a roddwyd i rywun fel ffeil.
unreached-devices = Ffonau nad ydynt byth yn dod yn ôl i gysylltiad.
unreached-memory = Yr hyn y mae pobl yn ei gofio.
export-title = Y cyfan a gedwir am { $name }
export-review = { $count ->
    [zero] Nid oes unrhyw ddarn sy’n dod oddi wrth rywun arall nac yn enwi rhywun arall.
    [one] Mae un darn yn dod oddi wrth rywun arall neu’n enwi rhywun arall. Edrychwch arno cyn rhoi hwn i neb.
    [two] Mae dau ddarn yn dod oddi wrth rywun arall neu’n enwi rhywun arall. Edrychwch arnynt cyn rhoi hwn i neb.
    [few] Mae { $count } darn yn dod oddi wrth rywun arall neu’n enwi rhywun arall. Edrychwch arnynt cyn rhoi hwn i neb.
    [many] Mae { $count } darn yn dod oddi wrth rywun arall neu’n enwi rhywun arall. Edrychwch arnynt cyn rhoi hwn i neb.
   *[other] Mae { $count } darn yn dod oddi wrth rywun arall neu’n enwi rhywun arall. Edrychwch arnynt cyn rhoi hwn i neb.
}
export-not-here = nid yw ar y ddyfais hon
export-withheld = (wedi’i ddal yn ôl, am ei fod am rywun arall)
export-profile = Proffil
export-memberships = Aelodaeth a rolau
export-circle = Cylch: { $name }
export-coins = Darnau arian ac oriau
export-hours-confirmed = Oriau a gadarnhawyd ganddynt i eraill
export-drafts = Wedi’u dechrau a heb eu hysgrifennu eto
export-earlier = Cyn ei gywiro
export-consents = Yr hyn y cytunwyd arno
export-donates = Mae popeth a enillir yn mynd i’r gronfa
export-donates-no-longer = Nid yw’r hyn a enillir yn mynd i’r gronfa mwyach
export-shows = { $part }: wedi’i ddangos i { $audience ->
    [coop] bawb yn y gydweithfa
    [circle] gylch
    [person] un person
   *[me] neb arall
}
export-devices = Dyfeisiau
export-access = Pwy agorodd beth
code-reason-too-long = Mae’r rheswm hwn yn rhy hir. Dywedwch e mewn llai o eiriau.
code-not-a-document = Dim ond o gynllun neu o ran o broffil y gellir dileu rhywbeth ar ei ben ei hun. Gofynnwch am ddileu’r cyfan.
code-no-such-term = Nid oes cyfnod o’r fath. Mae cyfnodau ar gyfer nodiadau, ymweliadau, cynlluniau, cylchoedd a gaewyd a’r cofnod o bwy agorodd beth: misoedd cyfan, hyd at gan mlynedd ohonynt.
code-circle-closed = Mae’r cylch hwn wedi cau. Gellir darllen yr hyn sydd ynddo, ac ni ellir ysgrifennu dim newydd.
code-no-reason = Dywedwch pam mae’n rhaid ei gadw.
code-not-holder = Dim ond arweinydd diogelu neu’r rheolwr cofrestredig a gaiff gadw rhywbeth yn ôl.
code-nothing-to-keep = Nid oes dim o hyn ar y ddyfais hon mwyach.
code-no-such-record = Nid oes math o gofnod felly.
code-no-such-way = Caiff cofnod ei agor, ei allforio neu ei argraffu.
code-no-such-passage = Nid oes darn o’r fath yn yr allforiad hwn.
code-review-first = Mae rhai darnau am eraill heb eu gweld eto.
code-no-such-hold = Nid oes dim o’r enw hwnnw wedi’i gadw ar y ddyfais hon.
code-ambiguous-hold = Mae mwy nag un peth a gadwyd yn cyfateb. Rhowch fwy o’i rif.
code-office-only = Gwaith swyddfa’r gydweithfa yw hyn.
code-no-such-part = Nid oes rhan o’r enw hwnnw yma.

## Rheolau’r gydweithfa ar gyfer ei darnau

policy-title = Ein rheolau ar gyfer darnau
policy-lead = Y gydweithfa sy’n eu penderfynu. Mae pob ffôn yn cadw atynt, gyda signal neu hebddo.
policy-at-first = Nid yw’r gydweithfa wedi penderfynu ei rheolau ei hun eto: mae’r rhain yn dal nes iddi wneud.
policy-decided-by = Fersiwn { $number }, penderfynwyd gan { $name }.
policy-hops = Dwylo y caiff darn a addawyd fynd drwyddynt cyn i’r swyddfa ei setlo
policy-promised = Darnau a addewir gan un rhoddwr i un derbynnydd
policy-device = Darnau a addawyd y caiff un ffôn eu cael allan
policy-make-good-month = Darnau y mae’r gronfa galedi’n gwneud iawn amdanynt mewn mis
policy-reserve = Darnau’r gronfa a gedwir at wneud iawn
policy-area-members = Pobl sydd wedi ennill mewn ardal cyn i stori darn ei henwi
policy-cure-days = Dyddiau i unioni darn a roddwyd ddwywaith
policy-tell-areas = Mae straeon yn enwi ardaloedd
policy-vesting = Mae darnau croeso’n mynd i gefnogaeth neu i’r gronfa nes i’r awr gyntaf setlo
policy-activity-minutes = Munudau y caiff un gweithgaredd eu cyfrif
policy-month-minutes = Munudau y caiff un person eu hennill mewn mis
policy-decide = Penderfynu’r rheolau hyn
policy-done = Penderfynwyd y rheolau. Bydd pob ffôn yn eu darllen gyda’i gyfnewid nesaf.
policy-yes = ydyn
policy-no = nac ydyn
coin-says-promised-steps = Wedi’i addo, { $steps } cam: bydd yn setlo pan fydd un ohonoch yn cwrdd â’r swyddfa.
coin-says-promised-last = Wedi’i addo, { $steps } cam: cynifer ag y mae’r gydweithfa’n eu caniatáu. Cewch ei roi ymlaen pan fydd y swyddfa wedi’i setlo.
code-not-policy-maker = Y bwrdd neu gydlynydd sy’n penderfynu rheolau’r gydweithfa ar gyfer ei darnau.
code-policy-out-of-bounds = Mae un o’r rhifau hyn y tu allan i’r hyn y gall pob ffôn gadw ato.
code-promised-to-one = Mae { $now } o’ch darnau wedi’u haddo iddynt yn barod, a { $most } a ganiateir. Caiff rhagor fynd pan fydd y swyddfa wedi setlo’r rheini.
code-promised-in-all = Mae { $now } o’ch darnau wedi’u haddo’n barod, a { $most } a ganiateir. Caiff rhagor fynd pan fydd y swyddfa wedi setlo’r rheini.
received-coins-promised-beyond = Wedi’i addo, ac yn fwy nag y mae’r gydweithfa’n gwneud iawn amdano os oes rhywbeth o’i le. Bydd yn setlo pan fydd y naill neu’r llall ohonoch mewn cysylltiad nesaf â’r swyddfa.
## What is held about me

privacy-title = Yr hyn a gedwir amdanaf
privacy-lead = Ble mae, pwy all ei ddarllen, pwy sydd wedi’i agor, a sut i gael y cyfan neu ei ddileu. Mae papur, ffeiliau a roddwyd i rywun a chopïau wrth gefn lle rhoddodd rhywun nhw.
privacy-places = Ble mae, a phwy all ei ddarllen
privacy-own = Ar eich dyfeisiau chi yn unig
privacy-own-what = Yr hyn rydych yn ei gadw i chi’ch hun, eich gosodiadau, a ble mae’ch darnau arian. Os ydych wedi codi pryder, eich copi ohono hefyd.
privacy-own-readers = { $count ->
    [zero] chi
    [one] chi, ar un ddyfais
    [two] chi, ar ddwy ddyfais
    [few] chi, ar { $count } dyfais
    [many] chi, ar { $count } dyfais
   *[other] chi, ar { $count } dyfais
}
privacy-coop-what = Eich enw, eich bod yn aelod, ers pryd a chyda pha ddyletswyddau, a’r hyn y caiff straeon eich darnau arian ei ddweud.
privacy-coop-readers = { $count ->
    [zero] neb
    [one] yr un aelod
    [two] y ddau aelod
    [few] pob un o’r { $count } aelod
    [many] pob un o’r { $count } aelod
   *[other] pob un o’r { $count } aelod
}
privacy-relay-what = Llythyrau wedi’u selio ar eu ffordd, o dan rifau nad ydynt yn enwi neb. Mae’n gweld pryd y dônt, a’u maint.
privacy-relay-readers = neb
privacy-circle-mine = Nodiadau, ymweliadau a chynlluniau amdanoch chi; eich meddyginiaethau a phob dos, alergeddau, pobl i’w ffonio, penderfyniadau a chydsyniadau, a’ch cerdyn argyfwng.
privacy-circle-other = Nodiadau, ymweliadau a chynlluniau am { $name }; meddyginiaethau a phob dos, alergeddau, pobl i’w ffonio, penderfyniadau a chydsyniadau, a’r cerdyn argyfwng; a’r hyn a ysgrifennoch chi yn eu plith.
privacy-pair-gone = rhywun nad yw’n aelod mwyach
privacy-pair = Rhyngoch chi a { $name }
privacy-parts = { $count ->
    [zero] Dim rhan o’ch proffil
    [one] Un rhan o’ch proffil
    [two] Dwy ran o’ch proffil
    [few] { $count } rhan o’ch proffil
    [many] { $count } rhan o’ch proffil
   *[other] { $count } rhan o’ch proffil
}
privacy-readers = Pwy all ei ddarllen
privacy-opened = Pwy sydd wedi’i agor
privacy-opened-lead = Unwaith y dydd mae pob ffôn yn dweud, yn y cylch ei hun, beth a agorwyd arno: felly daw ddiwrnod yn hwyrach. Mae’n dibynnu ar raglenni gonest. Nid yw’r hyn rydych yn ei ddangos i’r gydweithfa gyfan wedi’i restru.
privacy-opened-none = Nid oes neb ond chi wedi agor dim amdanoch, hyd y clywodd y ddyfais hon.
privacy-kept = Wedi’i gadw er y dileu
privacy-kept-none = Nid oes neb wedi dweud wrthych fod dim yn cael ei gadw.
privacy-kept-one = Rhywbeth o { $place }, meddai { $name }, { $when }.
privacy-kept-may-be = Gall y gyfraith neu ddiogelwch rhywun ofyn i rywbeth gael ei gadw. Cewch wybod lle mae’n ddiogel dweud.
privacy-retention = Am ba hyd y’i cedwir
privacy-retention-lead = Nid oes dim yn mynd ohono’i hun pan ddaw ei amser i ben: person sy’n gofalu am y cylch sy’n cytuno.
privacy-no-term = dim cyfnod
privacy-months = { $count ->
    [zero] dim mis
    [one] un mis
    [two] dau fis
    [few] { $count } mis
    [many] { $count } mis
   *[other] { $count } mis
}
privacy-due = Wedi’i gadw’n hwy na hynny
privacy-due-look = Edrych ar rif { $count }
privacy-export = Cael y cyfan
privacy-export-lead = Dwy ffeil: un i’w darllen, un ar gyfer rhaglen arall. Nid ydynt wedi’u selio: cadwch nhw fel y byddech yn cadw papur.
privacy-export-marked = Mae’r hyn a ysgrifennodd eraill amdanoch, a’r hyn sy’n enwi eraill, wedi’i farcio ynddynt.
privacy-export-read = Y ffeil i’w darllen
privacy-export-data = Y ffeil ar gyfer rhaglen
rights-record-circle = tudalen y cylch
rights-record-notes = nodiadau
rights-record-visits = ymweliadau
rights-record-plans = cynlluniau
rights-record-profile = eich proffil
rights-record-medicines = meddyginiaethau, alergeddau a’r rhestrau eraill
rights-how-opened = agorwyd
rights-how-exported = rhoddwyd fel ffeil
rights-how-printed = argraffwyd
rights-kept-note = Nodiadau
rights-kept-visit = Ymweliadau
rights-kept-plan = Cynlluniau
rights-kept-access = Pwy agorodd beth
rights-kept-closed-circle = Cylch a gaewyd
rights-goes-note = Nodiadau
rights-goes-handover = Geiriau i’r ymwelydd nesaf
rights-goes-correction = Cywiriadau
rights-goes-visit = Ymweliadau, fel y’u hadroddwyd mewn geiriau
rights-goes-plan = Cynlluniau
rights-goes-profile-part = Rhannau o’ch proffil
rights-goes-edit = Newidiadau i gynlluniau
rights-goes-name = Enwau
rights-goes-line = Pobl i’w ffonio, penderfyniadau, cydsyniadau a’r hyn sydd ar gerdyn
rights-goes-twin = Geiriau am efeilliaid darnau arian
rights-goes-story = Llinellau o straeon darnau arian
rights-goes-draft = Nodiadau a ddechreuwyd heb eu gorffen
rights-goes-attachment = Lluniau a phapurau

## Erasing, and what stays

erase-title = Ei ddileu
erase-short = Gweld yn gyntaf beth fyddai’n mynd, beth fyddai’n aros a pham. Nid oes dim yn digwydd nes i chi ddweud.
erase-look = Gweld beth fyddai’n mynd
erase-lead = Mae’r hyn a ysgrifennoch yn mynd o’r ddyfais hon, ac o ddyfeisiau pawb arall wrth iddynt gwrdd. Dyma ystyr hynny, cyn i ddim gael ei wneud.
erase-goes = Yr hyn sy’n mynd
erase-goes-nothing = Nid oes dim o’ch eiddo chi yma i’w ddileu.
erase-not-reached = Yr hyn nad yw dileu yn ei gyrraedd
erase-where = Ble
erase-everywhere = Ym mhobman
erase-all-do = Dileu popeth a ysgrifennais
erase-circle-do = Dileu popeth a ysgrifennais yn { $name }
erase-final = Ni ellir ei gael yn ôl. Cymerwch ef fel ffeil yn gyntaf, os gallech fod am ei gael.
erase-sure = Rwyf wedi darllen beth sy’n mynd a beth sy’n aros, ac rwy’n siŵr
erase-reason = Pam, os hoffech ddweud
erase-reason-hint = Mae eraill yn ei weld. Peidiwch ag ailadrodd yr hyn a ddilëir.
erase-stays = Yr hyn sy’n aros, a pham
erase-stays-nothing = Nid oes dim ohono’n aros.
erase-asked = Gofynnwyd am ei ddileu o’r blaen
erase-entries = { $count ->
    [zero] dim cofnod wedi’i ddileu yma
    [one] un cofnod wedi’i ddileu yma
    [two] dau gofnod wedi’u dileu yma
    [few] { $count } chofnod wedi’u dileu yma
    [many] { $count } chofnod wedi’u dileu yma
   *[other] { $count } o gofnodion wedi’u dileu yma
}
erase-by = gan { $name }, { $when }
erase-late = Yr hyn a newidioch yn yr hyn a ddilëwyd yn y cyfamser
erase-late-lead = Dim ond chi sy’n gweld hyn. Ysgrifennwch ef eto lle mae’n perthyn, neu gadewch iddo fod.
late-addition-fell = Rhywbeth a ychwanegoch at yr hyn a ddilëwyd yn y cyfamser. Mae ei eiriau wedi mynd gydag ef.
erase-late-new = At yr hyn sydd yn ei le
erase-done = Wedi’i ddileu yma. Mae’n mynd o ffonau’r lleill wrth iddynt gwrdd.
erase-one = Dileu hwn
hold-one = Cadw hwn er gwaethaf dileu
hold-one-lead = Cedwir copi gyda’r rhai sy’n gofalu am ddiogelwch. Nid oes dim yn newid yn y cylch, ac ni all neb yno wybod.
hold-no-pictures = Cedwir geiriau, a’r hyn y gelwir lluniau a dogfennau. Ni chedwir y lluniau a’r dogfennau eu hunain: os yw eu hawdur yn eu dileu, ânt. Rhaid cadw’r hyn na chaiff fynd fel ffeil yn gyntaf.
hold-list = Yr hyn a gedwir er gwaethaf dileu
hold-lead = Copïau y mae’r gyfraith neu ddiogelwch rhywun yn gofyn amdanynt. Dim ond y rhai sy’n gofalu am ddiogelwch sy’n eu darllen.
hold-none = Ni chedwir dim.
hold-why = Pam y’i cedwir
hold-why-hint = Dim ond y rhai sy’n gofalu am ddiogelwch sy’n darllen hyn.
hold-tell = Dweud wrth { $name } fod rhywbeth yn cael ei gadw: dim ond lle mae’n ddiogel dweud
hold-since = Fe’i cedwir ers { $when }
hold-told = dywedwyd wrth yr awdur
hold-not-told = ni ddywedwyd wrth yr awdur
hold-done = Mae’n cael ei gadw.
hold-release = Gollwng gafael arno
hold-release-why = Pam nad oes angen ei gadw mwyach
hold-released = Mae eich copi wedi’i ddileu.
erase-what-note = Nodyn
erase-what-attachment = Llun neu ddogfen
erase-what-handover = Gair i’r ymwelydd nesaf
erase-what-visit = Ymweliad
erase-what-plan = Cynllun
erase-what-profile-part = Rhan o broffil
erase-what-line = Llinell yn rhestrau’r cylch
erase-what-story = Llinell yn stori darn arian
erase-one-lead = Mae’n mynd o bob ffôn sy’n clywed amdano: o’r rhestrau, o’r chwilio, o’r ffeiliau.
erase-one-do = Ei ddileu i bawb
erase-one-stays = Bod rhywbeth wedi bod yno, pa mor hir ydoedd, a phryd y cafodd ei ddileu. O ymweliad y cadarnhawyd ei awr, yr awr.
erase-one-paper = Nid yw’n cyrraedd papur, ffeiliau a roddwyd i rywun, ffonau nad ydynt byth yn dod yn ôl i gysylltiad, na’r hyn y mae pobl yn ei gofio.
stays-kept-maybe = Gall y rhai sy’n gofalu am ddiogelwch gadw’r hyn y mae’r gyfraith neu ddiogelwch rhywun yn gofyn amdano.

## The office: requests for data

rights-requests = Ceisiadau am ddata
rights-requests-lead = Aelodau a ofynnodd am eu data neu am ei ddileu. Mae’r gyfraith yn rhoi mis.
rights-requests-none = Nid oes neb wedi gofyn. Pan fydd rhywun yn gofyn, dechreuwch yma: cyfrifir y dyddiau o’r adeg y gofynnodd.
rights-ask-export = yn gofyn am eu data
rights-ask-erasure = yn gofyn am ddileu
rights-answered = rhoddwyd { $when }
rights-days-left = { $count ->
    [zero] heddiw yw’r diwrnod olaf
    [one] un diwrnod ar ôl
    [two] dau ddiwrnod ar ôl
    [few] { $count } diwrnod ar ôl
    [many] { $count } diwrnod ar ôl
   *[other] { $count } diwrnod ar ôl
}
rights-late = yn hwyr: roedd i fod { $when }
rights-open = Mae rhywun wedi gofyn
rights-what = Beth
rights-asked-days = Sawl diwrnod yn ôl y gofynnodd?
rights-months = Misoedd (0: dim cyfnod)
rights-opened = Mae’r dyddiau’n cael eu cyfrif.
rights-term-set = Mae’r cyfnod wedi’i osod.
rights-export-of = Yr hyn a gedwir am { $name }
rights-erasure-of = Dileu ar gyfer { $name }
rights-erasure-how = Maent yn dileu’r hyn a ysgrifennwyd ganddynt ar eu dyfais eu hun, o dan “Yr hyn a gedwir amdanaf”. Mater i bwy bynnag sy’n gofalu am y cylch yw’r hyn a ysgrifennodd eraill amdanynt. Nodwch fod hyn wedi’i wneud unwaith y gofalwyd am y ddau.
rights-done = Mae wedi’i roi
rights-names = yn enwi { $name }
rights-from-another = ysgrifennwyd gan rywun arall
rights-passage-open = i’w weld eto
rights-passage-taken = yn cael ei roi
rights-passage-elsewhere = yn cael ei adael allan
rights-give = Ei roi
rights-withhold = Ei adael allan
rights-decided = Nodwyd.
rights-finished = Nodwyd ei fod wedi’i roi.

## Safety: the pages

safety-title = Diogelwch
safety-worry = Mae rhywbeth yn fy mhoeni
safety-raise = Codi pryder
safety-ring-999 = Ffonio 999
safety-to-look-after = Chi sy’n gofalu amdanynt
safety-none-to-look-after = Yma y bydd pryderon sy’n dod atoch.
safety-mine = Yr hyn a godoch chi
safety-mine-none = Nid ydych wedi codi dim. Yma y byddai, ac yn unman arall.
safety-lost-phone = Mae ffôn ar goll
safety-what = Beth sy’n eich poeni?
safety-what-hint = Beth welsoch neu glywsoch, pryd a ble. Nid oes rhaid i chi fod yn sicr.
safety-about = Am bwy y mae?
safety-about-hint = Os yw’r person hwnnw’n gofalu am ddiogelwch, mae’n mynd at y lleill yn unig.
safety-about-nobody = neb yn arbennig, neu rywun nad yw’n aelod
safety-circle = Ym mha gylch?
safety-in-no-circle = mewn dim un
safety-danger = Mae rhywun mewn perygl nawr
safety-send = Ei anfon yn breifat
safety-sent = Wedi’i wneud.
safety-where-you-were = Yn ôl i ble’r oeddech
safety-one = Pryder
safety-danger-said = Dywedwyd bod rhywun mewn perygl
safety-raised-by = Codwyd gan
safety-course = Beth ddaeth ohono
safety-leads-only = i’r rhai sy’n gofalu am ddiogelwch yn unig
safety-one-by-one = Aeth at bob un ohonynt ar wahân.
safety-reply = Ysgrifennu at bwy bynnag a’i cododd
safety-reply-hint = Maent yn ei weld ar y dudalen hon sydd ganddynt hwy.
safety-write-more = Ysgrifennu rhagor
safety-write-more-hint = Mae’n mynd at y rhai sy’n gofalu amdano.
safety-note-hint = Ni fydd pwy bynnag a’i cododd byth yn gweld hwn.
safety-close = Ei ddirwyn i ben
safety-outcome = Sut daeth i ben?
safety-outcome-hint = Bydd pwy bynnag a’i cododd yn darllen hwn.
safety-replied = Anfonwyd.
safety-noted = Cadwyd.
safety-closed = Caewyd.

## A lost phone: the page

lost-title = Beth oedd ar y ddyfais goll
lost-whose = Pwy oedd biau hi: { $name }.
lost-cut-off = Torrwyd i ffwrdd { $when }
lost-still-in = Nid yw wedi’i thorri i ffwrdd eto
lost-last-heard = Y peth olaf a ddaeth ohoni: { $when }.
lost-next = Beth sy’n digwydd nesaf
lost-next-keys = O hyn ymlaen ni chaiff ddim byd newydd: mae pawb arall yn mynd ymlaen o dan allweddi nad yw hi’n eu dal.
lost-next-review = Mae’r hyn a ysgrifennodd ers y diwrnod a enwoch yn aros i’w weld, wedi’i farcio i’w adolygu. Mae’r hyn a ddaw ohoni wedyn yn aros am air person.
lost-next-coins = All neb roi darnau arian ohoni. Daw’r darnau a oedd arni yn ôl i ffôn newydd ei pherchennog ymhen amser, unwaith y gofynnir amdanynt yno.
lost-next-circles = Mae pobl ei chylchoedd yn clywed am hyn wrth i’w ffonau gwrdd.
lost-next-back = Ar ffôn newydd, daw rhywun yn ôl drwy ddyfais arall, drwy’r pecyn printiedig neu drwy warcheidwaid.
lost-cut-first = Torrwch hi i ffwrdd yn gyntaf: tan hynny mae’n cael popeth newydd.
lost-decide = A oes rhaid ei adrodd?
lost-aware = Mae’n hysbys ers { $when }.
lost-aware-when = Pryd y gwyddai rhywun gyntaf?
lost-aware-when-hint = Fan bellaf pan dorrwyd hi i ffwrdd.
lost-held = Beth oedd arni
lost-no-circles = Dim cylch y gŵyr y ddyfais hon amdano.
lost-profiles = { $count ->
    [zero] Dim enw aelod.
    [one] Enw un aelod, a’r hyn y mae’n ei ddangos i’r gydweithfa.
    [two] Enwau dau aelod, a’r hyn y maent yn ei ddangos i’r gydweithfa.
    [few] Enwau { $count } aelod, a’r hyn y maent yn ei ddangos i’r gydweithfa.
    [many] Enwau { $count } aelod, a’r hyn y maent yn ei ddangos i’r gydweithfa.
   *[other] Enwau { $count } aelod, a’r hyn y maent yn ei ddangos i’r gydweithfa.
}
lost-ledger = Llyfr y gydweithfa.
lost-safeguarding = Pryderon am ddiogelwch.
lost-not-known = Yr hyn na all neb ei ddweud o’r fan hon

## Lock, lease and backup: the page

vault-title = Cloi a chopi wrth gefn
vault-lead = Yr hyn sy’n cadw data’r ddyfais hon yn ddiogel pan fydd allan o’ch dwylo.
lock-title = Cloi
lock-lead = Wedi’i chloi, nid yw’n dangos dim, ac nid yw ei hallweddi yn y cof. Mae’r hyn y mae eraill yn ei ysgrifennu yn aros.
lock-now = Ei chloi nawr
lock-after = Cloi ohoni’i hun ar ôl hyn a hyn o funudau
lock-after-hint = Heb i neb ei defnyddio. 0: byth.
lock-after-set = Cadwyd.
lock-passphrase = Cyfrinymadrodd
lock-known = Yn y gydweithfa sampl: { $passphrase }
lock-wrong = Cyfrinymadrodd arall yw hwnnw. Ni chollwyd dim; rhowch gynnig arall arni.
lease-title = Pan nad yw wedi cwrdd â’r gydweithfa
lease-over = Allgofnodwyd y ddyfais hon: nid yw wedi cwrdd â’r gydweithfa ers gormod o amser. Ni chollwyd dim; gadewch iddi gwrdd â’r gydweithfa eto.
lease-until = { $count ->
    [zero] Mae’r ddyfais hon yn allgofnodi os na fydd wedi cwrdd â’r gydweithfa erbyn { $when }. Ni chollir dim wedyn.
    [one] Mae’r ddyfais hon yn allgofnodi os na fydd wedi cwrdd â’r gydweithfa erbyn { $when }: caiff dyfeisiau cynorthwywyr fynd un diwrnod hebddi. Ni chollir dim wedyn.
    [two] Mae’r ddyfais hon yn allgofnodi os na fydd wedi cwrdd â’r gydweithfa erbyn { $when }: caiff dyfeisiau cynorthwywyr fynd ddau ddiwrnod hebddi. Ni chollir dim wedyn.
    [few] Mae’r ddyfais hon yn allgofnodi os na fydd wedi cwrdd â’r gydweithfa erbyn { $when }: caiff dyfeisiau cynorthwywyr fynd { $count } diwrnod hebddi. Ni chollir dim wedyn.
    [many] Mae’r ddyfais hon yn allgofnodi os na fydd wedi cwrdd â’r gydweithfa erbyn { $when }: caiff dyfeisiau cynorthwywyr fynd { $count } diwrnod hebddi. Ni chollir dim wedyn.
   *[other] Mae’r ddyfais hon yn allgofnodi os na fydd wedi cwrdd â’r gydweithfa erbyn { $when }: caiff dyfeisiau cynorthwywyr fynd { $count } diwrnod hebddi. Ni chollir dim wedyn.
}
lease-days = Diwrnodau y caiff dyfais cynorthwyydd fynd heb gwrdd â’r gydweithfa
lease-days-hint = I’r gydweithfa gyfan: o 1 i 365.
lease-none = Nid oes cyfnod o’r fath nawr.
lease-end = Peidio â chael cyfnod o’r fath
lease-set = Mae polisi’r gydweithfa wedi’i osod.
passphrase-title = Cyfrinymadrodd
passphrase-lead = Mae’n agor yr hyn sydd ar y ddyfais hon. Newidiwch ef os gall rhywun fod wedi’i weld.
passphrase-now = Y cyfrinymadrodd hyd yn hyn
passphrase-new = Y cyfrinymadrodd o hyn ymlaen
passphrase-change = Ei newid
passphrase-changed = Y cyfrinymadrodd newydd sy’n agor y ddyfais hon o hyn ymlaen. Mae copi hŷn o’i ffeiliau’n dal i agor â’r hen un.
backup-title = Copi wrth gefn
backup-lead = Un ffeil wedi’i selio gyda phopeth sydd yma. Mae angen ei chyfrinymadrodd ar bwy bynnag sy’n ei hagor, a daw’n ddyfais newydd y mae un arall o’ch rhai chi yn ei gadael i mewn.
backup-last = Gwnaed ddiwethaf { $when }
backup-never = Ni wnaed un ar y ddyfais hon eto
backup-passphrase = Cyfrinymadrodd i’r copi wrth gefn
backup-passphrase-hint = Wyth nod neu fwy. Hebddo all neb agor y ffeil, na ninnau chwaith.
backup-again = Unwaith eto
backup-make = Gwneud copi wrth gefn
backup-restore = I ddefnyddio un: ar ddyfais newydd, mae “kith serve --begin” yn agor tudalen sy’n cymryd y ffeil.
copy-title = Copi yw hwn
copy-ask = Gofyn am gael dod i mewn
two-copies-title = Mae copi arall yn ysgrifennu ag allwedd y ffôn hwn
two-copies-lead = Dim ond y rhai na chlywsant y llall sy’n cael yr hyn y mae’r naill neu’r llall yn ei ysgrifennu. Gwnewch hon yn ddyfais newydd, gadewch hi i mewn o’r llall, ac yna gwnewch yr un peth yno. Gellir ysgrifennu eto yr hyn na chyrhaeddodd. Does dim yn cael ei golli.
two-copies-renew = Gwneud hon yn ddyfais newydd
code-not-copied = Does dim yn hysbys am gopi arall o’r proffil hwn.
start-restore = Mae gen i gopi wrth gefn
board-title = Y bwrdd
board-lead = Yr hyn na all neb mewn cylch ei wneud ar ei ben ei hun, bwrdd y gydweithfa sy’n ei benderfynu: pan fydd ei berson ar goll neu’n methu, pan fydd dau sy’n gofalu am y cylch yn anghytuno, neu pan fydd rhywun yn camddefnyddio ei le ynddo.
board-empty = Ni ofynnwyd dim i’r bwrdd sy’n ymwneud â chi.
board-what-remove = Ni fydd { $name } yn “{ $circle }” mwyach
board-what-add = Rhoddir { $name } yn “{ $circle }”: { $level }
board-what-level = Yn “{ $circle }”, bydd { $name }: { $level }
board-asked = { $count ->
    [zero] Nid oes rhaid i neb o’r bwrdd lofnodi.
    [one] Rhaid i un o’r bwrdd lofnodi.
    [two] Rhaid i ddau o’r bwrdd lofnodi.
    [few] Rhaid i { $count } o’r bwrdd lofnodi.
    [many] Rhaid i { $count } o’r bwrdd lofnodi.
   *[other] Rhaid i { $count } o’r bwrdd lofnodi.
}
board-declined = Mae’r bwrdd wedi gwrthod.
board-noticed = Mae’r bwrdd wedi penderfynu. Daw i rym o { $when } ymlaen; tan hynny gall y bwrdd ei dynnu’n ôl.
board-passed = Mae mewn grym. Fe’i gweithredir cyn gynted ag y bydd rhywun o’r cylch yn clywed amdano.
board-done = Mae wedi’i wneud.
board-by = Gofynnwyd gan { $name }, { $when }
board-reason = Pam?
board-reason-kept = Dim ond y bwrdd a’r swyddfa sy’n cael gwybod pwy ofynnodd a pham.
board-sign = Rwy’n llofnodi
board-decline = Rwy’n gwrthod
board-asks-you = Mae’r bwrdd yn gofyn am eich gair
board-notice = Mae’r bwrdd wedi penderfynu
board-ask = Gofyn i’r bwrdd
board-ask-lead = Mae’n mynd at y rhai sydd ar y bwrdd. Ni ysgrifennir dim ohono yn y cylch. Pan fydd mwy na’u hanner wedi llofnodi, caiff pawb yn y cylch wybod, a daw i rym saith diwrnod wedyn. Os oes rhywun mewn perygl, peidiwch ag aros: codwch bryder, neu ffoniwch 999.
board-circle = Ym mha gylch?
board-what = Beth ddylai ddigwydd?
board-level-hint = Pan roddir rhywun yno, neu pan newidir ei lefel.
board-ask-remove = rhywun i fynd
board-ask-add = rhoi rhywun yno
board-ask-level = newid lefel rhywun
board-is-asked = Gofynnwyd i’r bwrdd.
note-later = Ei ysgrifennu’n ddiweddarach
note-later-lead = Ar gyfer yr hyn a gollwyd gyda ffôn, neu na ellid ei ysgrifennu ar y pryd. Mae pawb yn gweld iddo gael ei ysgrifennu’n ddiweddarach.
note-later-of = Pryd oedd hynny?
note-later-of-hint = Cystal ag y cofiwch.
note-later-said = ysgrifennwyd yn ddiweddarach, am { $when }
note-text = Nodyn
desk-progress-lost = Ar goll gyda’r ffôn: { $name }
desk-progress-lost-lead = Ysgrifennwyd yr olaf ohono a ddaeth yn ôl { $when }. Mae’r hyn a ysgrifennoch yno ar ôl hynny, na ddywedodd y ffôn coll wrth neb, wedi’i golli. Ysgrifennwch ef eto; mae’n dweud iddo gael ei ysgrifennu’n ddiweddarach.
code-no-board = Nid oes gan y gydweithfa fwrdd o ddau neu fwy a allai benderfynu hynny.
code-no-level = Dywedwch ar ba lefel.
code-board-over = Mae hyn ar ben: ni ofynnir am air neb mwyach.
code-not-on-board = Y rhai ar y bwrdd sy’n penderfynu hynny, ond byth amdanynt eu hunain.
code-too-many-matters = Mae gormod o’r rhain yn aros yn barod.
code-no-such-board-matter = Nid oes mater o’r fath yma.
code-not-later = Mae hynny eto i ddod: mae nodyn a ysgrifennir yn ddiweddarach yn sôn am yr hyn a fu.
code-no-moment = Dywedwch pryd oedd hynny.
begin-new = Rwy’n newydd yma
begin-do = Dechrau
begin-restore-lead = Dyfais newydd yw hon, gyda phopeth a oedd yn y copi wrth gefn. Dyfais arall o’ch rhai chi sy’n ei gadael i mewn. Os nad oes gennych un mwyach, dewch yn ôl drwy’r pecyn neu’ch gwarcheidwaid yn lle hynny.
begin-restore-opens = Cyfrinymadrodd y copi wrth gefn
begin-restore-file = Ffeil y copi wrth gefn
begin-restore-do = Ei adfer
begin-lost = Os yw’ch ffôn ar goll ac nad oes copi wrth gefn, dechreuwch fel un newydd yma: mae’r dudalen nesaf yn cynnig y ffordd yn ôl drwy’r pecyn printiedig neu’ch gwarcheidwaid.
start-restore-how = Daw copi wrth gefn yn broffil ei hun, wrth ochr hwn. Ar y cyfrifiadur hwn: mae “kith --profile NEW serve --begin” yn agor tudalen sy’n cymryd y ffeil, ac mae dyfais arall o’ch rhai chi yn ei adael i mewn.
code-passphrase-too-short = Mae gan gyfrinymadrodd copi wrth gefn o leiaf wyth nod: mae copi wrth gefn yn cael ei gario o gwmpas.
code-no-decision = Dewiswch un o’r ddau. Ni newidiwyd dim.


## Meddyginiaethau, dosau a rhestri eraill person y cylch

line-stop = Ei stopio
line-stopped = Wedi stopio
line-apart = Newidiodd dau berson hyn ar wahân. Mae’r ddau yma: cadwch yr un sy’n wir.
line-keep = Cadw hwn
line-history = Fel yr oedd o’r blaen
line-why = Pam
line-change = Ei newid
line-change-lead = Ysgrifennwch y cyfan fel y mae o hyn ymlaen. Mae’r hyn oedd o’r blaen yn aros yn ei hanes.
line-kept = Wedi’i ysgrifennu.
line-now-stopped = Wedi stopio. Mae ei hanes yn aros.
line-added-by = { $name }, { $when }
line-was-stopped = wedi stopio

medicine-title-of = Meddyginiaethau { $name }
medicine-see = Meddyginiaethau ac alergeddau
medicine-list = Y rhestr
medicine-empty = Does dim meddyginiaeth wedi’i hysgrifennu eto.
medicine-add = Ychwanegu meddyginiaeth
medicine-name = Enw a chryfder
medicine-dose = Faint bob tro
medicine-how = Sut mae’n cael ei chymryd
medicine-times = Pryd
medicine-times-hint = Amserau’r dydd, fel 08:00 20:00. Gadewch yn wag os yw’n cael ei chymryd yn ôl yr angen.
medicine-days = Ar ba ddyddiau
medicine-days-hint = Bob dydd, os nad oes un wedi’i dicio.
medicine-as-needed = yn ôl yr angen
medicine-prompt = Yn atgoffa
medicine-assist = Yn helpu
medicine-administer = Yn ei rhoi
medicine-part-by = { $part }: { $name }
medicine-part-gone = { $name }, nad yw yn y cylch mwyach
medicine-part-others = Ac eraill
medicine-part-others-hint = Un ar bob llinell, fel y nyrs ardal.

dose-due = I’w rhoi
dose-today = Dosau heddiw
dose-today-empty = Does dim i’w roi heddiw.
dose-latest = Yr hyn a roddwyd
dose-latest-empty = Does dim dos wedi’i gofnodi eto.
dose-record = Ei gofnodi
dose-record-again = Fe’i rhoddwyd unwaith eto: cofnodwch hynny hefyd
dose-record-as-needed = Cofnodi dos
dose-outcome = Beth ddigwyddodd
dose-part = Beth wnaethoch chi?
dose-text = Yn eich geiriau chi
dose-recorded-now = Wedi’i gofnodi.
dose-correct = Cywiro’r hyn a gofnodais
dose-corrected = wedi’i gywiro; o’r blaen: { $before } { $clock }
dose-given = wedi’i roi
dose-refused = wedi’i wrthod
dose-missed = wedi’i golli
dose-not-needed = dim ei angen
dose-away = i ffwrdd neu’n cysgu
dose-unavailable = doedd dim ar gael
dose-other = rhywbeth arall
dose-state-upcoming = yn nes ymlaen
dose-state-due = i’w roi nawr
dose-state-late = does neb wedi’i gofnodi
dose-state-done = wedi’i gofnodi
dose-state-twice = wedi’i gofnodi ddwywaith
dose-state-answered = wedi’i gofnodi ddwywaith, ac wedi’i weld
dose-part-prompt = atgoffa
dose-part-assist = helpu
dose-part-administer = rhoi
dose-recorded-by = { $name }: { $outcome } { $clock }
dose-twice-title = Wedi’i gofnodi ddwywaith
dose-twice-what = { $medicine } { $person }, { $when }
dose-twice-advice = Wedi’i gofnodi ddwywaith. Ffoniwch y rheolwr cofrestredig neu 111 nawr; os yw’r person yn sâl, ffoniwch 999. Peidiwch â rhoi rhagor nes i rywun ddweud beth i’w wneud.
dose-twice-answer-yours = Mae’r hyn rydych chi’n ei ysgrifennu amdano yn aros yn eich cofnodion eich hun ac nid yw’r cylch yn ei ddarllen: rhowch wybod iddyn nhw eich hun.
dose-twice-answer-circle = Mae’r bobl yn y cylch yn darllen yr hyn a ysgrifennir amdano. Nid yw { $name } yn y cylch ac nid yw’n ei ddarllen: rhowch wybod eich hun.
dose-twice-manager = Cofnodwyd y dos hwn ddwywaith. Ffoniwch y bobl a enwir, dysgwch a gafodd ei roi ddwywaith, ac ysgrifennwch beth a wnaed.
dose-told = Mae gair wedi’i anfon at { $name }.
dose-answer = Beth a wnaed yn ei gylch
dose-answer-save = Ysgrifennu beth a wnaed
dose-answered-by = { $name }, { $when }: { $text }

allergy-list = Alergeddau
allergy-empty = Does dim alergedd wedi’i ysgrifennu. Nid yw hynny’n golygu nad oes un.
allergy-add = Ychwanegu alergedd
allergy-to = Alergedd i
allergy-reaction = Beth sy’n digwydd

waiting-kind-line = rhywbeth mewn rhestr
waiting-kind-dose = dos

stays-line = Mae meddyginiaethau ac alergeddau’n aros: mae eraill yn gweithredu arnynt. Gellir eu stopio, ac mae eu hanes yn dweud pwy ysgrifennodd beth.
stays-dose = Mae dosau a gofnodwyd yn aros: mae pwy bynnag sy’n rhoi’r nesaf yn dibynnu arnynt. Gellir eu cywiro.

code-bad-times = Ysgrifennir amserau fel 08:00, { $most } ohonynt ar y mwyaf.
code-no-such-weekday = Rhifau o 1, dydd Llun, i 7, dydd Sul, yw’r dyddiau.
code-list-full = Mae { $most } llinell ar y mwyaf mewn rhestr. Stopiwch un nad yw’n wir mwyach.
code-line-stopped = Mae hyn wedi’i stopio eisoes.
code-card-not-yours = Y person sy’n dewis beth sydd ar y cerdyn, neu bwy bynnag sy’n gofalu am y cylch ar ei air.
code-say-on-whose-word = Dywedwch ar air pwy: y person ei hun, neu drwy ba hawl rydych yn dewis drosto.
code-no-such-zone = Nid yw’r ddyfais hon yn gwybod am y fath gylchfa amser. Ysgrifennir un fel Europe/London.
code-too-many-parts = Mae { $most } o bobl ar y mwyaf yn ateb dros un feddyginiaeth.
code-say-who-decided = Dywedwch pwy benderfynodd drosto, a thrwy ba hawl.
code-lacks-capacity = Ni all rhywun na all wneud penderfyniad nawr ddweud ie na nage iddo. Dywedwch pwy benderfynodd drosto, neu gadewch ef yn agored.
code-nobody-named = Dywedwch pwy sy’n ateb dros y rhan hon.
code-not-yet = Cofnodir dos ar ôl ei roi, nid cyn hynny, a dim mwy na { $hours } awr cyn ei amser.
code-dose-long-ago = Gellir cofnodi dos hyd at { $days } diwrnod ar ôl ei roi.
code-say-what-happened = Dywedwch mewn geiriau beth ddigwyddodd.
code-dose-recorded = Mae { $name } wedi cofnodi’r dos hwn eisoes, am { $when }. Os rhoddwyd ef unwaith eto, cofnodwch hynny hefyd.
code-bad-slot = Mae amser yn cael ei ysgrifennu fel 2026-11-22T08:00.
code-medicine-stopped = Mae’r feddyginiaeth hon wedi’i stopio. Enwch y dos wrth ei amser os oedd i’w roi cyn hynny.
code-no-dose-due = Nid oes dos o { $name } i’w roi bryd hynny. Enwch un wrth ei ddyddiad a’i amser, neu cofnodwch ef fel un ychwanegol.
code-too-many-alerts = Daeth gormod o negeseuon o’r fath.
code-no-such-line = Nid oes llinell o’r enw hwnnw yn y rhestri ar y ddyfais hon.
code-ambiguous-line = Mae mwy nag un llinell yn cyfateb. Rhowch fwy o’i rhif.
code-no-such-version = Nid yw’r llinell hon yn dweud hynny nawr.
code-ambiguous-version = Mae mwy nag un fersiwn yn cyfateb. Rhowch fwy o’i rhif.
code-no-such-dose = Nid oes dos felly ar y ddyfais hon.
code-ambiguous-dose = Mae mwy nag un dos yn cyfateb. Rhowch fwy o’i rif.
code-no-such-alert = Nid oes rhybudd felly ar y ddyfais hon.
code-ambiguous-alert = Mae mwy nag un rhybudd yn cyfateb. Rhowch fwy o’i rif.

## Y cerdyn argyfwng

card-title = CERDYN ARGYFWNG
card-page = Cerdyn argyfwng
card-see = Cerdyn argyfwng
card-allergies = Alergeddau
card-medicines = Meddyginiaethau
card-contacts = Ffoniwch
card-advance = Penderfynwyd ymlaen llaw
card-choice = Yr hyn sydd arno
card-as-of = ar
card-none = dim wedi’i ysgrifennu
card-apart = GWIRIWCH: newidiodd dau berson hyn ar wahân
card-not-logged = Ni ddywedir wrth neb pwy sy’n darllen y cerdyn hwn.
card-lead = { $name } sy’n dewis beth sydd arno. Gall pwy bynnag sy’n dod o hyd iddo ei ddarllen ag unrhyw ffôn, heb signal, ac ni ddywedir wrth neb.
card-not-chosen = Does neb wedi dewis eto beth sydd arno.
card-choose = Dewis beth sydd arno
card-choose-lead = Ticiwch yr hyn y dylai pwy bynnag sy’n helpu mewn argyfwng ei weld.
card-name = Yr enw ar y cerdyn
card-words = Un llinell arall, fel “Cymraeg yw fy iaith”
card-acting = Ar air pwy rydych chi’n dewis?
card-acting-hint = Gair y person ei hun, neu drwy ba hawl rydych yn dewis drosto. Gadewch yn wag os eich cerdyn chi ydyw.
card-now = Fel y byddai’n cael ei argraffu nawr
card-square = Y cerdyn fel cod: mae camera ffôn yn dangos ei destun
card-bytes = { $bytes } o’r { $most } llythyren y mae cod yn eu dal yn dda
card-two = Dewisodd dau berson, ar wahân, beth sydd arno. Stopiwch yr un nad yw i sefyll; tan hynny nid yw’n cael ei argraffu.
card-print = Ei argraffu
card-print-again = Argraffu un newydd
card-printed = Argraffwyd { $when } gan { $name }.
card-printed-now = Argraffwch y dudalen hon, rhowch hi lle byddai help yn edrych, a thaflwch yr hen un.
card-current = Mae’n dal yn wir.
card-stale = Mae’r cerdyn a argraffwyd wedi dyddio: newidiodd { $what }.
card-stale-today = { $name }: mae’r cerdyn argyfwng a argraffwyd wedi dyddio.
card-how = Pwyntiwch gamera ffôn at y sgwâr, neu darllenwch yr hyn sydd yma.
card-throw = Os yw hwn yn dweud rhywbeth gwahanol i ffôn { $name }, y ffôn sy’n iawn.
card-made = Argraffwyd { $day }
contact-list = Pobl i’w ffonio
contact-add = Ychwanegu rhywun i’w ffonio
contact-name = Enw
contact-phone = Rhif
contact-relation = Pwy ydyn nhw
advance-list = Penderfynwyd ymlaen llaw
advance-add = Ychwanegu penderfyniad
advance-text = Beth a benderfynwyd
advance-kept = Ble mae’r papur wedi’i lofnodi
code-no-card-choice = Does neb wedi dewis eto beth sydd ar y cerdyn. Y person sydd i ddweud.
code-card-apart = Dewisodd dau berson ar wahân beth sydd ar y cerdyn. Cadwch un ohonynt yn gyntaf, neu stopiwch un.
code-card-too-long = Mae’r cerdyn yn rhy hir i god y gellir ei ddarllen yn dda: { $bytes } o’r { $most } llythyren. Gadewch rywbeth allan, neu dywedwch e mewn llai o eiriau.

## Galluedd a chydsyniad

consent-page = Penderfyniadau a chydsyniad
consent-lead = Beth a benderfynodd { $name }, at ba ddiben, a phwy helpodd. Mae pob penderfyniad yn sefyll ar ei ben ei hun: nid yw gallu gwneud un yn dweud dim am un arall.
consent-list = Penderfyniadau
consent-empty = Does dim penderfyniad wedi’i gofnodi eto.
consent-record = Cofnodi penderfyniad
consent-look-again = Edrych arno eto
consent-decision = Beth sy’n cael ei benderfynu
consent-decision-hint = Un peth, fel “pwy sydd yn fy nghylch”.
consent-purpose = At ba ddiben
consent-purpose-hint = Mae cydsyniad yn dal at y diben hwn a dim un arall.
consent-capacity = A all wneud y penderfyniad hwn nawr?
consent-capacity-hint = Gall pawb, oni bai fod rhywun wedi edrych a chael fel arall ar gyfer y penderfyniad hwn, yr adeg hon.
consent-helped = Pwy helpodd i benderfynu
consent-helped-by = Gyda help { $names }.
consent-how = Sut
consent-how-hint = Beth helpodd, pwy arall oedd yno, a sut y daethoch i wybod.
consent-answer = Beth ddaeth ohono
consent-by = Os penderfynwyd drosto: gan bwy, a thrwy ba hawl
consent-by-hint = Fel atwrneiaeth arhosol, neu gyfarfod lles pennaf a’i ddyddiad.
consent-again = I edrych arno eto { $when }.
consent-again-day = Ar ba ddiwrnod i edrych arno eto
consent-again-day-hint = Gadewch yn wag os nad oes diwrnod wedi’i bennu.
consent-open = heb ei benderfynu eto
consent-yes = ie
consent-no = na
consent-for-them = penderfynwyd drosto
capacity-assumed = Does neb yn amau ei fod yn gallu
capacity-has = Edrychwyd: mae’n gallu
capacity-with-help = Mae’n gallu, gyda help
capacity-lacks = Nid y penderfyniad hwn, yr adeg hon

## Darn a roddwyd ddwywaith, a sut y gwneir iawn amdano

twice-title = Darnau a roddwyd ddwywaith
twice-lead = Gall ddigwydd heb fai ar neb: mae’r un darnau gan gopi o ffôn. Nid yw neb a’i derbyniodd yn ddidwyll yn colli ei awr.
twice-empty = Ni roddwyd yr un darn ddwywaith.
twice-one = Un darn wedi’i roi ddwywaith
twice-one-right = Wedi’i unioni
twice-until = I’w unioni erbyn
twice-put-right = Rhoi darn i’r gronfa yn ei le
twice-put-right-done = Diolch. Bydd wedi’i unioni cyn gynted ag y bydd y darn gan y swyddfa.
fork-says-mine = Rhoddwyd un darn ddwywaith gydag allwedd y ffôn hwn: roedd y darn gan gopi ohono hefyd. Gadewch i’r copi gael ei ychwanegu’n ddyfais ar ei phen ei hun, a rhowch un darn i’r gronfa yn ei le. Tan hynny dim ond mewn cysylltiad â’r swyddfa y mae’r ffôn hwn yn rhoi darnau. Nid oes marc yn eich erbyn.
fork-says-mine-right = Rhoddwyd un darn ddwywaith gydag allwedd eich ffôn. Mae wedi’i unioni, ac nid oes marc.
fork-says-open = Rhoddwyd darn o eiddo { $name } ddwywaith, gydag allwedd un ffôn. Mae { $name } yn gwybod sut i’w unioni.
fork-says-right = Rhoddwyd darn o eiddo { $name } ddwywaith, ac mae wedi’i unioni: dim marc.
fork-says-conversation = Dyma’r trydydd darn o eiddo { $name } a roddwyd ddwywaith mewn mis: mae’n bryd cael sgwrs. Nid oes dim dan glo.
claims-title = I wneud iawn amdanynt
claims-empty = Nid oes neb yn aros am ddarn.
claims-reserve = Mae’r gronfa’n cadw { $held } o { $target } darn at hyn ({ $percent } %).
claims-month = Gwnaed iawn y mis hwn: { $count } o { $most } ar y mwyaf.
claims-make-good = Rhoi darn o’r gronfa
claims-made-good = Mae darn o’r gronfa ar ei ffordd atynt.
claims-ask = Gofyn i’r gydweithfa wneud iawn amdano
claims-asked = Gofynnwyd i’r gydweithfa. Bydd y stiward yn ei weld gyda’r cyfnewid nesaf.
claim-says-waiting = Collodd ddarn a oedd wedi’i roi’n barod.
claim-says-made-good = Mae’r gronfa wedi rhoi darn amdano.
claim-says-void = Nid oes dim yn ddyledus am hwn: y sawl a’i rhoddodd ddwywaith a’i collodd.
coin-state-surrendered = gyda’r stiward
coin-says-surrendered = Roedd y darn hwn wedi’i roi’n barod. Mae’ch awr yn dal i gyfrif. Rydych wedi gofyn i’r gydweithfa wneud iawn amdano; y stiward sy’n penderfynu.
coin-says-by-office = Ar ei ffordd drwy’r swyddfa. Bydd ganddynt pan fydd y swyddfa wedi’i setlo.
move-surrendered = rhoddwyd i’r gydweithfa, i wneud iawn amdano
move-made-good = gwnaeth y gydweithfa iawn am ddarn a roddwyd ddwywaith
move-repaid = rhoddwyd i’r gronfa yn lle darn a roddwyd ddwywaith
desk-move-surrendered = I wneud iawn amdanynt: { $coins }
desk-move-made-good = Gwnaeth y gronfa iawn: { $coins }
desk-move-repaid = I’r gronfa, yn lle darn a roddwyd ddwywaith: { $coins }
code-coins-only-in-touch = Rhoddwyd darn ddwywaith gydag allwedd y ffôn hwn. Nes unioni hynny, dim ond mewn cysylltiad â’r swyddfa y mae’n rhoi darnau.
code-put-right-already = Mae hyn wedi’i unioni’n barod.
code-nothing-to-claim = Nid yw’r darn hwn ar goll: nid oes dim i wneud iawn amdano.
code-not-pool-steward = Stiward y gronfa sy’n gwneud iawn am ddarnau, yn y swyddfa.
code-made-good-already = Mae’r gronfa wedi rhoi darn am hwn yn barod.
code-claim-void = Nid oes dim yn ddyledus i’r sawl a roddodd ddarn ddwywaith.
code-made-good-month = Gwnaed iawn am { $count } o ddarnau y mis hwn, cynifer ag y penderfynodd yr aelodau.
code-made-good-device = Gwnaed iawn am { $count } o ddarnau oherwydd un ffôn yn barod. Y bwrdd sy’n penderfynu am ragor.
code-no-such-fork = Nid oes darn o’r fath wedi’i roi ddwywaith.
code-ambiguous-fork = Mae mwy nag un darn a roddwyd ddwywaith yn cyfateb. Dywedwch ragor o’i rif.
code-no-such-claim = Nid oes hawliad o’r fath.
code-ambiguous-claim = Mae mwy nag un hawliad yn cyfateb. Dywedwch ragor o’i rif.
code-ambiguous-board-matter = Mae mwy nag un mater o’r bwrdd yn cyfateb. Dywedwch ragor o’i rif.
code-no-such-transfer = Nid oes rhodd o’r fath yma.
code-ambiguous-transfer = Mae mwy nag un rhodd yn cyfateb. Dywedwch ragor o’i rif.

## Y rota: pwy sy’n dod, a phryd

rota-title = Pwy sy’n dod, a phryd
rota-title-of = Pwy sy’n dod at { $name }
rota-see = Pwy sy’n dod, a phryd
rota-lead = Does neb yn cael ei roi i lawr am ymweliad ond ar ei air ei hun. Methu dod? Dywedwch: chi sy’n dod nes i rywun arall ddweud y daw.
rota-empty = Does dim ymweliad wedi’i drefnu yn y pythefnos hwn.
rota-coming = Pwy sy’n dod
rota-coming-today = Yn dod heddiw ac yfory
rota-nobody = Neb eto
rota-planned = Ymweliadau wedi’u trefnu
rota-planned-empty = Does dim wedi’i drefnu eto.
rota-plan = Trefnu ymweliad
rota-plan-change = Newid yr ymweliad hwn
rota-name = Beth yw ei enw
rota-first = Pryd mae’r un cyntaf
rota-minutes = Sawl munud
rota-repeat = A fydd yn digwydd eto?
rota-repeat-once = Na, unwaith yn unig
rota-repeat-daily = Bob dydd
rota-repeat-weekly = Bob wythnos
rota-repeat-fortnight = Bob yn ail wythnos
rota-repeat-monthly = Bob mis
rota-repeat-own = Fel y’i hysgrifennwyd: { $rule }
rota-days = Ar ba ddyddiau o’r wythnos
rota-days-hint = Ar gyfer un sy’n digwydd bob wythnos neu bob yn ail wythnos. Ar ddiwrnod yr un cyntaf, os nad oes un wedi’i dicio.
rota-until = Tan pryd
rota-until-hint = Dyddiad fel 2026-12-31. Gadewch yn wag os yw’n parhau.
rota-people = Faint o bobl sydd eu hangen
rota-for-what = At beth
rota-asked = Gofyn i rywun
rota-asked-anybody = Unrhyw un
rota-asked-me = Fi sy’n dod, bob tro
rota-text = Yn eich geiriau chi
rota-regulated = Gwaith rheoleiddiedig: i staff cyflogedig yn unig
rota-respite = Seibiant i bwy bynnag sy’n cario fwyaf
rota-written = Mae ar y rota.
rota-state-open = angen rhywun
rota-state-taken = mae rhywun yn dod
rota-state-twice = wedi’i gymryd ddwywaith
rota-state-cancelled = wedi’i ganslo
rota-state-begun = ar y gweill, neu wedi digwydd
rota-state-off = ar adeg arall nawr
rota-mine = Chi sy’n dod
rota-comes = Mae { $name } yn dod
rota-comes-for = Mae { $name } yn dod. { $by } a’i hysgrifennodd: { $mandate }
rota-needs = { $have } o’r { $needed } sydd eu hangen
rota-asked-of = Gofynnwyd i { $name }.
rota-declined = Nid yw { $name } yn gallu.
rota-again = yn digwydd eto
rota-length = { $when }, { $length }
rota-cancelled-by = Wedi’i ganslo gan { $name }. { $why }
rota-settled-by = { $name } a ddywedodd pwy sy’n dod. { $text }
rota-twice-advice = Mae mwy wedi cymryd yr ymweliad hwn nag sydd eu hangen. Siaradwch â’ch gilydd, ac yna dyweded un ohonoch pwy sy’n dod. Tan hynny, disgwyliwch bawb.
rota-twice-over = Mae ymweliad a gymerwyd ddwywaith wedi’i setlo
rota-twice-settled = Roedd dau berson wedi cymryd yr ymweliad hwn. Dywedwyd ers hynny pwy sy’n dod.
rota-twice-coordinator = Mae dau berson wedi cymryd un ymweliad, heb glywed am ei gilydd. Ffoniwch nhw, a gofynnwch iddynt ddweud pwy sy’n dod.
rota-twice-elsewhere = Ymweliad wedi’i gymryd ddwywaith
rota-twice-what = { $place }: at { $person }, { $when }
rota-told = Mae gair wedi’i anfon at { $name }.
rota-warn-day = Mae { $name } wedi dweud: nid ar { $day }.
rota-warn-hours = Mae { $name } wedi dweud: { $most } yr wythnos ar y mwyaf.
rota-take = Fe ddof i
rota-take-on = Fe ddof i hwn a phob un wedyn
rota-take-anyway = Fe ddof, y tu hwnt i’r hyn a ddywedais
rota-take-other = Mae rhywun heb ffôn yn dod
rota-other-name = Enw’r person
rota-mandate = Ar air pwy
rota-leave = Alla’ i ddim dod
rota-leave-on = Alla’ i ddim dod i hwn nac i’r un wedyn
rota-leave-why = Pam, os mynnwch
rota-left = Wedi’i ddweud. Mae angen rhywun eto.
rota-ask = Gofyn i rywun ddod yn fy lle
rota-ask-of = I bwy
rota-ask-in-return = Yn gyfnewid fe ddof i i
rota-ask-nothing = Dim yn gyfnewid
rota-ask-text = Yn eich geiriau chi
rota-asked-now = Wedi gofyn. Chi sy’n dod nes i rywun ddweud y daw.
rota-asks = Mae { $name } yn gofyn a ddaw rhywun arall i’r ymweliad hwn. { $text }
rota-asks-you = Mae { $name } yn gofyn i chi ddod i’r ymweliad hwn. { $text }
rota-asks-swap = Yn gyfnewid byddai { $name } yn dod i { $visit }, { $when }.
rota-yes = Dof, fe ddof i
rota-yes-swap = Iawn, fe gyfnewidiwn
rota-no = Na, alla’ i ddim
rota-answered = Wedi’i ateb.
rota-taken-now = Chi sy’n dod. Mae ar y rota.
rota-other-now = Mae ar y rota.
rota-cancel = Canslo’r ymweliad hwn
rota-cancel-why = Pam
rota-cancelled-now = Wedi’i ganslo. Bydd pwy bynnag oedd i ddod yn ei weld.
rota-back-on = Mae’n digwydd wedi’r cyfan
rota-back-on-now = Mae’n digwydd eto.
rota-settle = Pwy sy’n dod?
rota-settle-text = Pam, os mynnwch
rota-settle-save = Nhw sy’n dod
rota-settled-now = Wedi’i ddweud. Bydd y lleill yn ei weld.
rota-begin = Dechrau’r ymweliad hwn
rota-more = Newid, canslo, gofyn
limits-title = Yr hyn y gallaf ei roi
limits-lead = Mae’r rota’n cadw ato, ac yn dweud wrth bwy bynnag sy’n gofyn i chi. Chi biau hwn: cewch fynd y tu hwnt iddo, a’i newid, pryd bynnag y mynnwch.
limits-hours = Oriau’r wythnos, ar y mwyaf
limits-hours-hint = Gadewch yn wag os nad oes terfyn.
limits-days = Nid ar y dyddiau hyn
limits-taken = Yr wythnos hon rydych wedi cymryd { $length }.
limits-kept = Wedi’i gadw.
waiting-kind-rota = rhywbeth ar y rota
stays-rota = Mae pwy gymerodd ymweliad, a phwy a’i gadawodd, yn aros ar y rota gyda phwy a’i dywedodd: mae’r lleill yn trefnu wrtho.
code-visit-yours = Rydych wedi cymryd yr ymweliad hwn yn barod.
code-visit-cancelled = Canslodd { $name } yr ymweliad hwn.
code-visit-taken = Mae { $name } yn dod yn barod. Gofynnwch, os byddai’n well gennych ddod eich hun.
code-visit-over = Mae’r ymweliad hwnnw ar ben.
code-visit-not-taken = Nid ydych wedi cymryd yr ymweliad hwn.
code-visit-not-now = Mae’r ymweliad hwnnw ar adeg arall. Dechreuwch un heb y rota, os ydych yno nawr.
code-cancel-not-yours = Mae ymweliad yn cael ei ganslo gan y sawl y mae ar ei gyfer, gan y rhai sy’n gofalu am y cylch, neu gan y sawl a’i trefnodd. Os ydych wedi’i gymryd, dywedwch na allwch ddod.
code-cancelled-already = Mae’r ymweliad hwn wedi’i ganslo yn barod.
code-not-cancelled = Nid yw’r ymweliad hwn wedi’i ganslo.
code-no-such-time = Nid yw’r ymweliad hwn ar yr adeg honno. Mae ei amserau ar y rota.
code-not-a-visit = Nid ymweliad yw hwn.
code-bad-rule = Mae sut mae ymweliad yn digwydd eto yn cael ei ysgrifennu fel rheol iCalendar sy’n rhoi o leiaf un ymweliad, fel FREQ=WEEKLY;BYDAY=TU,TH.
code-bad-length = Mae ymweliad yn cymryd rhwng 1 a { $most } munud.
code-bad-people = Mae ymweliad yn gofyn am rhwng 1 a { $most } o bobl.
code-limit-day = Rydych wedi dweud: nid ar { $day }. Cewch ei gymryd yr un fath.
code-limit-hours = Gyda hwn byddai’r wythnos honno’n { $all }; dywedasoch { $most }. Cewch ei gymryd yr un fath.
code-not-in-circle = Dewiswch rywun arall sydd yn y cylch hwn.
code-swap-not-theirs = Mae cyfnewid ar gyfer ymweliad y mae’r sawl rydych yn gofyn iddo wedi’i gymryd.
code-ask-answered = Mae hynny wedi’i ateb, neu heb ei ofyn mwyach.
code-ask-not-yours = I rywun arall y gofynnwyd hynny.
code-no-such-ask = Does dim byd felly wedi’i ofyn, hyd y gŵyr y ddyfais hon.
code-ambiguous-ask = Mae mwy nag un cais yn ffitio. Dywedwch fwy o’i ddynodydd.
code-no-such-taking = Nid ydynt wedi cymryd yr ymweliad hwn.
code-ambiguous-taking = Mae mwy nag un o’r rhai a’i cymerodd yn ffitio. Dywedwch fwy o’r dynodydd.
code-not-twice = Does neb arall wedi cymryd yr ymweliad hwn.
code-nobody-stays = Dywedwch pwy sy’n dod.
load-title = Sut mae’r gwaith yn cael ei rannu
load-see = Sut mae’r gwaith yn cael ei rannu
load-lead = Ymweliadau â { $name } yn ystod y { $count } wythnos ddiwethaf a’r rhai nesaf. Mae’n cyfrif ymweliadau, heb ddarllen yr un nodyn.
load-who = Pwy sy’n cario beth
load-empty = Ni wnaed yr un ymweliad, ac nid oes neb wedi cymryd un.
load-drawn = Bar i bob person: ymweliadau a wnaed, yna ymweliadau a gymerwyd. Mae’r rhestr isod yn dweud yr un peth mewn geiriau.
load-past = wedi’u gwneud
load-next = wedi’u cymryd
load-percent = { $percent } % o’r cyfan
load-row = { $past } wedi’u gwneud ({ $pastlength }), { $next } wedi’u cymryd ({ $nextlength })
load-open = Angen rhywun
load-weekends = Penwythnosau heb neb yn dod
load-nudge-staff = Nid oes neb â rôl mewn gofal yn y cylch, na chydlynydd. Ystyriwch ofyn i un ohonynt ymuno, i gadw llygad arno.
load-nudge-family = Nid oes neb o’r teulu yn y cylch, na neb agos sy’n gofalu amdano. A oes rhywun i’w ofyn?
load-nudge = Mae { $name } yn cario { $percent } % o’r ymweliadau. A allai rhywun arall gymryd un?
load-nudge-me = Rydych chi’n cario { $percent } % o’r ymweliadau. Cewch ofyn am seibiant: byddai eraill yn falch o helpu.
load-nudge-coins = { $count ->
    [zero] Nid oes gennych ddarnau.
    [one] Mae gennych un darn: gall ddiolch i rywun am awr o seibiant.
    [two] Mae gennych ddau ddarn: gall pob un ddiolch i rywun am awr o seibiant.
    [few] Mae gennych { $count } darn: gall pob un ddiolch i rywun am awr o seibiant.
    [many] Mae gennych { $count } darn: gall pob un ddiolch i rywun am awr o seibiant.
   *[other] Mae gennych { $count } o ddarnau: gall pob un ddiolch i rywun am awr o seibiant.
}
load-nudge-open = { $count ->
    [zero] Mae rhywun yn dod i bob ymweliad.
    [one] Mae un ymweliad o’n blaenau heb neb.
    [two] Mae dau ymweliad o’n blaenau heb neb.
    [few] Mae { $count } ymweliad o’n blaenau heb neb.
    [many] Mae { $count } ymweliad o’n blaenau heb neb.
   *[other] Mae { $count } o ymweliadau o’n blaenau heb neb.
}
load-nudge-weekends = { $count ->
    [zero] Mae rhywun yn dod bob penwythnos.
    [one] Does neb yn dod ar un penwythnos.
    [two] Does neb yn dod ar ddau benwythnos.
    [few] Does neb yn dod ar { $count } phenwythnos.
    [many] Does neb yn dod ar { $count } phenwythnos.
   *[other] Does neb yn dod ar { $count } o benwythnosau.
}
respite-title = Seibiant
respite-lead = Caiff pwy bynnag sy’n cario fwyaf ofyn am seibiant: mae’n sefyll ar y rota, ac mae rhywun yn ei gymryd fel unrhyw ymweliad arall.
respite-coins = { $count ->
    [zero] Nid oes gennych ddarnau.
    [one] Mae gennych un darn.
    [two] Mae gennych ddau ddarn.
    [few] Mae gennych { $count } darn.
    [many] Mae gennych { $count } darn.
   *[other] Mae gennych { $count } o ddarnau.
}
respite-give = Diolch i rywun â darnau
respite-ask = Gofyn am seibiant
respite-when = O pryd
respite-hours = Sawl awr
respite-name = Seibiant
respite-asked = Wedi gofyn. Mae ar y rota.
reminder-title = Nodiadau atgoffa a chalendr
reminder-lead = Mae nodyn atgoffa’n dweud bod rhywbeth ymlaen, a phryd: dim enw, dim lle, nac at beth. Felly caiff sefyll ar sgrin dan glo.
reminder-visits = F’atgoffa am ymweliadau
reminder-before = Sawl munud ymlaen llaw
reminder-medicines = F’atgoffa am feddyginiaethau rwy’n gyfrifol amdanynt
reminder-ends = F’atgoffa i orffen ymweliad a ddechreuais
reminder-quiet-from = Tawel o
reminder-quiet-to = Tawel tan
reminder-quiet-hint = Amserau fel 22:00 a 07:00. Yr un amser ddwywaith: byth yn dawel.
reminder-next = Yn y ddau ddiwrnod nesaf
reminder-none = Does dim i’ch atgoffa ohono.
reminder-text = Mae rhywbeth ymlaen am { $clock }.
reminder-text-end = Mae rhywbeth a ddechreuoch heb ei orffen eto.
calendar-title = Calendr
calendar-name = Kith
calendar-neutral = Kith: mae rhywbeth ymlaen
calendar-visit = { $visit }, { $name }
calendar-lead = { $count ->
    [zero] Does gennych yr un ymweliad ar gyfer calendr eto. Mae’n dweud pryd, a dim am bwy na beth.
    [one] Un ymweliad o’ch rhai chi, i galendr rydych yn ei ddefnyddio’n barod. Mae’n dweud pryd, a dim am bwy na beth.
    [two] Dau ymweliad o’ch rhai chi, i galendr rydych yn ei ddefnyddio’n barod. Mae’n dweud pryd, a dim am bwy na beth.
    [few] { $count } ymweliad o’ch rhai chi, i galendr rydych yn ei ddefnyddio’n barod. Mae’n dweud pryd, a dim am bwy na beth.
    [many] { $count } ymweliad o’ch rhai chi, i galendr rydych yn ei ddefnyddio’n barod. Mae’n dweud pryd, a dim am bwy na beth.
   *[other] { $count } o ymweliadau o’ch rhai chi, i galendr rydych yn ei ddefnyddio’n barod. Mae’n dweud pryd, a dim am bwy na beth.
}
calendar-get = Cael y calendr
calendar-feed = Gall calendr ar y cyfrifiadur hwn ddilyn yr un cyfeiriad tra bo’r tudalennau hyn yn rhedeg: copïwch y ddolen. Mae pwy bynnag sydd â hi’n gweld pryd mae’ch ymweliadau, ac ni all agor dim arall.
code-too-long-before = Daw nodyn atgoffa { $most } munud ymlaen llaw ar y mwyaf.

## Darnau ffôn coll, a beth ddaw o ddarnau

lost-coins-title = Darnau ffôn a gollwyd
lost-coins-lead = Ar ôl i’r gydweithfa dorri ffôn i ffwrdd, ni all neb roi ei ddarnau mwyach. Dônt yn ôl atoch chi.
lost-coins-empty = Ni thorrwyd yr un o’ch ffonau i ffwrdd.
lost-coins-device = Ffôn o’ch eiddo chi
lost-coins-nothing = Nid oedd dim arno.
lost-coins-to-ask = { $held ->
    [0] Gall yr hyn oedd arno ddod yn ôl i’r ffôn hwn.
    [one] Roedd un darn arno. Gall ddod yn ôl i’r ffôn hwn.
   *[other] Roedd { $held } o ddarnau arno. Gallant ddod yn ôl i’r ffôn hwn.
}
lost-coins-waiting = { $left ->
    [0] Gofynnwyd amdanynt. Dônt gyda datganiad nesaf y swyddfa.
    [one] Gofynnwyd amdanynt. Dônt yn ôl ar ôl un datganiad arall gan y swyddfa, fel na chaiff neb a gymerodd un yn ddidwyll gam.
   *[other] Gofynnwyd amdanynt. Dônt yn ôl ar ôl { $left } o ddatganiadau eto gan y swyddfa, fel na chaiff neb a gymerodd un yn ddidwyll gam.
}
lost-coins-back = { $back ->
    [one] Mae un darn wedi dod yn ôl.
   *[other] Mae { $back } o ddarnau wedi dod yn ôl.
}
lost-coins-ask = Eu cael yn ôl i’r ffôn hwn
lost-coins-asked = Gofynnwyd i’r swyddfa. Nid oes dim arall i’w wneud.
lost-gifts-title = Beth a roddodd olaf
lost-gifts-lead = Nid yw’r swyddfa’n setlo’r un o’r rhain cyn i chi ddweud mai chi oedd wrthi. Peidiwch â dweud dim am yr hyn na roesoch.
lost-gift-line = { $coins } i { $name }
lost-gift-waits = Yn aros am eich gair chi.
lost-gift-ratified = Dywedsoch mai chi oedd wrthi. Bydd y swyddfa’n ei setlo gyda’r cyfnewid nesaf.
lost-gift-settled = Wedi setlo.
lost-gift-lost = Heb setlo: daeth y darn yn ôl atoch chi. Gall pwy bynnag sydd â’r rhodd hon ofyn i’r gydweithfa wneud iawn amdani.
lost-gift-mine = Fi oedd wrthi: gadewch iddi sefyll
lost-gift-said = Mae’r rhodd yn sefyll cyn gynted ag y bydd eich gair gan y swyddfa.
coin-says-recovered = Daeth yn ôl o ffôn a gollwyd. Am y tro dim ond mewn cysylltiad â’r swyddfa y caiff ei roi, rhag ofn ei fod gan rywun heb signal hefyd.
move-recovered = yn ôl o ffôn a gollwyd
move-left-to-me = wedi’i adael i chi
desk-move-recovered = Yn ôl o ffôn a gollwyd: { $coins }
desk-move-left-to-me = Wedi’u gadael i chi gan { $name }: { $coins }
policy-pocket = Datganiadau’r swyddfa y caiff ffôn warantu ei ddarnau drwyddynt, ac y mae darnau ffôn coll yn aros amdanynt
estate-title = Beth ddaw o fy narnau
estate-lead = Pan fyddwch yn gadael neu’n marw, bydd eich darnau’n mynd lle dywedwch chi yma. Cewch newid hyn pryd y mynnwch.
estate-to = Mae fy narnau i fynd i
estate-choose = Dyma fy newis
estate-done = Mae eich dewis wedi’i gofnodi.
estate-who-reads = Nid oes neb yn ei ddarllen ond y swyddfa, a’r sawl sy’n ei gyflawni.
estate-says-none = Nid ydych wedi dewis eto.
estate-says-pool = Bydd eich darnau’n mynd i’r gronfa.
estate-says-person = Bydd eich darnau’n mynd i { $name }.
estate-carry-out-title = Cyflawni dewis rhywun
estate-carry-out-lead = Yn gyntaf torrwch holl ffonau’r person i ffwrdd. Mae’r darnau’n symud pan ddaw’r amser ar gyfer hynny i ben, ac mae pob cam yn y llyfr.
estate-whose = Darnau pwy
estate-carry-out = Cyflawni’r hyn a ddewisodd
estate-case-waiting = Ei ddewis yw { $name }. { $wait ->
    [0] Mae’r darnau’n mynd gyda’r datganiad nesaf.
    [one] Mae’r darnau’n mynd ar ôl un datganiad arall gan y swyddfa.
   *[other] Mae’r darnau’n mynd ar ôl { $wait } o ddatganiadau eto gan y swyddfa.
} { $left ->
    [one] Mae un darn yn aros.
   *[other] Mae { $left } o ddarnau’n aros.
}
estate-case-done = Mae wedi’i wneud. { $gone ->
    [one] Aeth un darn i { $name }.
   *[other] Aeth { $gone } o ddarnau i { $name }.
}
estate-gifts-title = Rhoddion sy’n aros am air
estate-gifts-lead = Yr hyn a roddodd pobl sydd wedi marw neu adael yn olaf, ac nad oes neb wedi’i arddel. Holwch pwy bynnag oedd yno. Dim ond yr hyn a wnaethant eu hunain sydd i sefyll; gall yr hyn na wyddoch amdano aros.
estate-gift-line = Rhoddodd { $giver } { $coins } i { $name }
estate-gift-theirs = Eu gweithred nhw oedd hi: gadewch iddi sefyll
estate-gift-said = Mae’r rhodd yn sefyll.
code-ratify-own-gain = I chi yr oedd y rhodd hon. Cydlynydd arall sy’n dweud a yw’n sefyll.

## Ychwanegiadau o’r gronfa

policy-top-up-to = Darnau y mae’r gronfa’n codi pobl hyd atynt; 0 os nad yw’n gwneud
policy-top-up-each = Darnau y caiff un person ar y tro
policy-top-up-run = Darnau y mae’r gronfa’n eu rhoi mewn mis yn ôl y rheol honno
policy-top-up-for = Pwy y mae’r gronfa’n ychwanegu at eu darnau
top-up-for-supported = aelodau sy’n cael cefnogaeth
top-up-for-supported-and-family = aelodau sy’n cael cefnogaeth a theuluoedd sy’n gofalu
top-up-for-everybody = pob aelod
top-up-title = Ychwanegiadau o’r gronfa
top-up-no-rule = Nid yw’r gydweithfa wedi penderfynu rheol ar gyfer ychwanegu at ddarnau pobl.
top-up-rule = Unwaith y mis mae’r gronfa’n ychwanegu at ddarnau { $whom } sydd â llai na { $to }. Codir pawb i’r un nifer o ddarnau, cynifer ag y gall y gronfa eu rhoi a { $to } ar y mwyaf; nid oes neb yn cael mwy na { $each } ar y tro, na phawb gyda’i gilydd fwy na { $run }. Mae’r darnau y mae’r gydweithfa’n eu cadw at wneud iawn yn aros yn y gronfa.
top-up-empty = Nid yw’r rheol wedi’i rhedeg eto.
top-up-names-nobody = Mae ychwanegiad yn edrych fel unrhyw rodd arall o’r gronfa. Nid yw’r cyfrif yn enwi neb, ac nid yw’n dweud pwy oedd â faint o ddarnau ond lle cafodd o leiaf dri o bobl ychwanegiad.
top-up-next = Y mis hwn
top-up-next-ready = { $people ->
    [one] Mae gan un person
   *[other] Mae gan { $people } o bobl
} lai o ddarnau nag y mae’r rheol yn ei ddweud. Gall y gronfa roi { $fund }: digon i godi pawb i { $level }, gyda { $coins ->
    [one] un darn
   *[other] { $coins } o ddarnau
} i gyd.
top-up-next-nobody = Nid oes neb i ychwanegu at ei ddarnau: nid oes gan neb lai nag y mae’r rheol yn ei ddweud, neu mae { $fund } y gronfa’n rhy ychydig i bawb sydd â’r lleiaf.
top-up-next-done = Rhedwyd y rheol y mis hwn.
top-up-run-now = Rhedeg y rheol ar gyfer y mis hwn
top-up-done = Mae’r gronfa wedi ychwanegu at ddarnau pobl. Gall pob aelod ddarllen y cyfrif.
top-up-run = Ym mis { $month } roedd gan { $people ->
    [one] un person
   *[other] { $people } o bobl
} lai na { $to } o ddarnau. Gallai’r gronfa roi { $fund }. Codwyd pawb i { $level }, o { $each } ar y mwyaf: { $coins ->
    [one] un darn
   *[other] { $coins } o ddarnau
} i gyd.
top-up-line = { $people ->
    [one] Un person
   *[other] { $people } o bobl
} { $held ->
    [0] heb ddarn
    [one] ag un darn
   *[other] â { $held } o ddarnau
}: { $gets } yr un
top-up-by-which-rule = Yn ôl pa reol
top-up-by = Rhedwyd gan { $name }.
top-up-why-topped-up = { $coins ->
    [one] Daeth un darn atoch chi.
   *[other] Daeth { $coins } o ddarnau atoch chi.
}
top-up-why-had-enough = Ni ddaeth dim atoch chi drwyddi: cododd bobl i { $level } o ddarnau, ac roedd gennych chi gynifer.
top-up-why-not-for-me = Nid ar eich cyfer chi yr oedd y rheol.
top-up-check-holds = Mae’r ffôn hwn wedi’i gyfrifo eto, a dod i’r un peth.
top-up-check-untold = Mae’r ffôn hwn wedi gwirio’r rheol, y gronfa a’r swm; ni ddywedir beth oedd gan gyn lleied o bobl.
top-up-check-waiting = Bydd y ffôn hwn yn ei wirio pan fydd datganiad y swyddfa o’r adeg honno ganddo.
top-up-check-differs = Cyfrifodd y ffôn hwn ef eto a dod i rywbeth arall. Gofynnwch i’r bwrdd edrych arno.
move-topped-up = ychwanegiad o’r gronfa yn ôl rheol y gydweithfa
desk-move-topped-up = O’r gronfa, yn ôl rheol y gydweithfa: { $coins }
book-line-topped-up = ychwanegiad o’r gronfa
code-not-top-up-steward = Stiward y gronfa sy’n rhedeg y rheol, yn y swyddfa.
code-no-top-up-rule = Nid yw’r gydweithfa wedi penderfynu rheol ar gyfer ychwanegu at ddarnau pobl.
code-topped-up-this-month = Rhedwyd y rheol y mis hwn yn barod. Unwaith y mis y mae’n rhedeg.
code-nobody-to-top-up = Nid oes gan neb lai o ddarnau nag y mae’r rheol yn ei ddweud, neu mae gan y gronfa ry ychydig i bawb sydd â’r lleiaf.

## Lleoedd sy’n dal darnau

coin-place-title = Lleoedd sy’n dal darnau
coin-place-lead = Gardd, neuadd: mae pwy bynnag a fyn yn rhoi darnau iddi, a’i cheidwaid yn diolch â nhw i bwy bynnag sy’n helpu yno. Gall pawb weld faint sydd gan bob un.
coin-place-empty = Nid oes yr un lle’n dal darnau eto. Y swyddfa sy’n dechrau un.
coin-place-kept-by = Dan ofal { $names }
coin-place-give = Rhoi darnau i’r lle hwn
coin-place-this = Y lle hwn
coin-place-draw = Rhoi o’i ddarnau
coin-place-draw-lead = Mae’r swyddfa’n eu rhoi cyn gynted ag y clyw, yn y drefn y mae’n clywed.
coin-place-draw-now = Rhoi o’i ddarnau
coin-place-begin = Dechrau lle
coin-place-begin-lead = Yn y swyddfa y mae ei ddarnau. Ei geidwaid sy’n dweud pwy sy’n cael rhai ohonynt.
coin-place-name = Beth yw ei enw
coin-place-area = Ei ardal
coin-place-keeper = Pwy sy’n gofalu amdano
coin-place-begun = Gellir rhoi darnau i’r lle nawr.
coin-place-drawn-asked = Gofynnwyd: bydd y swyddfa’n rhoi { $coins } o ddarnau { $place } i { $name } gyda’r cyfnewid nesaf. Mae’r hyn nad yw wedi’i gyflawni ar ôl rhai dyddiau’n ddi-rym.
coin-place-drawn-given = Rhoddwyd i { $name } o { $place }: { $coins }.
coin-says-offered-place = Cynigiwyd i le: bydd yno pan fydd y swyddfa wedi clywed.
move-placed = rhoddwyd i le
desk-move-placed = I { $name }: { $coins }
code-no-such-place = Nid oes lle o’r fath, hyd y clywodd y ddyfais hon.
code-ambiguous-place = Mae mwy nag un lle’n ffitio. Dywedwch fwy o’i ddynodydd.
code-not-for-places = Pwy bynnag sy’n cadw rhestr aelodau’r gydweithfa sy’n dweud pa leoedd sydd.
code-keepers = Mae gan le o un i { $most } o geidwaid.
code-place-exists = Mae lle o’r enw hwn yn barod.
code-too-many-places = Mae gan gydweithfa { $most } o leoedd ar y mwyaf.
code-not-its-keeper = Dim ond ceidwaid lle sy’n rhoi o’i ddarnau.
code-bad-count = Rhowch o leiaf un darn, a dim mwy nag y mae un rhodd yn ei symud.
code-place-has-too-few = Mae gan y lle { $count } o ddarnau, hyd y clywodd y ddyfais hon.

## Rhoddion busnesau lleol

voucher-title = Rhoddion busnesau lleol
voucher-lead = Mae busnesau’r ardal yn diolch i’r rhai sydd wedi rhoi llawer o oriau. Caiff eich oriau eu cyfrif a byth eu gwario: nid oes darn yn symud, ac nid oes pris ar ddarn.
voucher-benefits = Cyn derbyn: gall rhodd gyfrif tuag at rai budd-daliadau. Holwch eich cynghorydd, neu gwrthodwch. Nid yw gwrthod yn newid dim, a dim ond pwy bynnag a’i cynigiodd sy’n cael gwybod.
voucher-hours = { $hours ->
    [one] Rydych wedi bancio un awr.
   *[other] Rydych wedi bancio { $hours } o oriau.
}
voucher-offers = Beth maen nhw’n ei roi
voucher-offers-empty = Nid oes yr un busnes yn rhoi dim ar hyn o bryd.
voucher-offer-from = { $what }, i bwy bynnag sydd wedi bancio { $hours } o oriau
voucher-reached = Rydych wedi. Gofynnwch i gydlynydd os hoffech ei gael.
voucher-yours = Talebau
voucher-from = Gan { $name }
voucher-to = I { $name }
voucher-how = Sut i’w nôl
voucher-accept = Derbyn, diolch
voucher-decline = Dim diolch
voucher-mine-waits = Rhodd i chi, os hoffech ei chael.
voucher-mine-accepted = Rydych wedi ei derbyn.
voucher-mine-declined = Rydych wedi ei gwrthod.
voucher-given-waits = Heb ei hateb eto.
voucher-given-accepted = Derbyniwyd.
voucher-given-declined = Gwrthodwyd. Nid oes dim i’w holi amdano.
voucher-answered-yes = Chi piau hi. Mae sut i’w nôl wrth ei hymyl.
voucher-answered-no = Gwrthodwyd. Nid yw’n newid dim.
voucher-offer = Cynnig rhywbeth ar ran y gydweithfa
voucher-business = Y busnes
voucher-what = Beth mae’n ei roi
voucher-from-hours = O faint o oriau wedi’u bancio
voucher-offered = Gall pob aelod ei ddarllen gyda’r cyfnewid nesaf.
voucher-end = Mae hwn ar ben
voucher-ended = Mae ar ben.
voucher-give = Rhoi taleb i rywun
voucher-whom = I bwy
voucher-words = Sut i’w nôl: cod, ble, tan pryd
voucher-sent = Mae’r daleb ar ei ffordd.
waiting-kind-voucher = taleb
code-not-for-vouchers = Cydlynydd neu’r swyddfa sy’n cynnig yr hyn y mae busnesau’n ei roi.
code-too-many-offers = Mae gan gydweithfa { $most } o gynigion ar y mwyaf ar y tro.
code-voucher-to-oneself = Rhywun arall sy’n rhoi eich un chi i chi.
code-too-few-hours = Maen nhw wedi bancio { $count } o oriau.
code-voucher-answered = Rydych wedi ateb hon yn barod.
code-no-such-offer = Nid oes cynnig o’r fath, hyd y clywodd y ddyfais hon.
code-ambiguous-offer = Mae mwy nag un cynnig yn ffitio. Dywedwch fwy o’i ddynodydd.
code-no-such-voucher = Nid oes taleb o’r fath ar y ddyfais hon.
code-ambiguous-voucher = Mae mwy nag un daleb yn ffitio. Dywedwch fwy o’i dynodydd.
code-asked-already = Gofynnwyd am ddarnau’r ddyfais hon eisoes. Dônt pan ddaw’r amser i ben.
code-nothing-to-ratify = Nid yw’r rhodd hon yn aros am eich gair, neu nid bellach.
code-coins-came-back-lately = Daeth y darnau hyn yn ôl o ffôn a gollwyd ychydig yn ôl. Am y tro dim ond mewn cysylltiad â’r swyddfa y cânt eu rhoi.
code-coins-sender-cut-off = Mae’r gydweithfa wedi torri i ffwrdd y ffôn y daw’r darnau hyn ohono. Ni chymerwyd dim.
code-not-coordinator = Cydlynydd sy’n cyflawni hynny, yn y swyddfa.
code-still-in-use = Mae dyfais o’i eiddo yn dal i gael ei defnyddio. Torrwch bob un i ffwrdd yn gyntaf.
code-no-estate = Ni chofnododd ddewis. Y bwrdd sy’n penderfynu beth ddaw o’r darnau.

## Datganiadau

statement-title = Datganiad
statement-co-op = Y gydweithfa gyfan
statement-of-co-op = Llyfr y gydweithfa, fesul llinell, ac fel ffeiliau
statement-of-pool = Datganiad y gronfa
statement-adds-up = Mae’r llinellau’n adio i’r tri rhif.
statement-files = I fynd gyda chi
statement-files-lead = Ar gyfer taenlen, neu ar gyfer rhaglen pwy bynnag sy’n gwneud y cyfrifon. Awr yw darn, ac nid oes pris arno yn yr un ohonynt.
statement-csv = Tabl (CSV)
statement-hledger = Dyddlyfr i hledger
statement-beancount = Llyfr i beancount
statement-value-flows = ValueFlows (JSON-LD)
statement-ofx = Datganiad banc (OFX)
statement-when = Pryd
statement-what = Beth
book-line-minted = gwnaed o awr a gadarnhawyd
book-line-retired = ymddeolwyd ar ôl cefnogaeth mewn nwyddau
book-line-pooled = rhoddwyd i’r gronfa neu i le
book-line-welcome = rhodd groeso
book-line-made-good = y gronfa’n gwneud iawn
book-line-moved = rhoddwyd ymlaen
code-no-such-statement = Mae datganiad o’ch eiddo chi, o’r gronfa ac o’r gydweithfa.
code-no-such-format = Nid yw datganiad yn cael ei ysgrifennu yn y ffurf hon.

## Diwrnod glawog

coin-state-put-by = wedi’i gadw
coin-says-put-by = Wedi’i gadw at ddiwrnod glawog. Eich darn chi ydyw o hyd, ac ni ellir ei roi nes i chi ei gymryd yn ôl.
coin-put-by = Ei gadw at ddiwrnod glawog
coin-put-by-done = Wedi’i gadw. Ni ellir ei roi trwy ddamwain yn awr.
coin-take-back = Ei gymryd yn ôl o’r diwrnod glawog
coin-take-back-done = Gellir ei roi eto.
code-coin-put-by = Mae’r darn hwn wedi’i gadw at ddiwrnod glawog. Cymerwch ef yn ôl yn gyntaf.
code-coins-put-by = { $free ->
    [one] Gellir rhoi un darn yn awr.
   *[other] Gellir rhoi { $free } o ddarnau yn awr.
} { $apart ->
    [one] Mae un wedi’i gadw at ddiwrnod glawog.
   *[other] Mae { $apart } wedi’u cadw at ddiwrnod glawog.
} Cymerwch rai yn ôl yn gyntaf.

## Pictures and documents
attach-add = Ychwanegu llun neu ddogfen
attach-file = Llun neu ddogfen
attach-file-hint = JPEG, PNG, PDF neu destun plaen. Caiff llun ei wneud yn fach ar y ddyfais hon, a cholli ei le a’i amser.
attach-shows = Beth mae’n ei ddangos?
attach-shows-hint = I’r rhai na allant ei weld, a nes iddo gyrraedd.
attach-do = Ei ychwanegu
attach-done = Wedi’i ychwanegu ar y ffôn hwn.
attach-picture = Llun
attach-document = Dogfen
attach-undescribed = Llun gan { $name }, heb ddisgrifiad
attach-unnamed = Dogfen gan { $name }, heb enw
attach-state-here = ar y ffôn hwn
attach-state-coming = gofynnwyd amdano, ac nid yw yma eto
attach-state-coming-part = mae { $have } o { $all } rhan yma
attach-state-not-fetched = heb ei nôl, yn ôl eich gosodiadau
attach-state-no-room = heb ei nôl: mae lluniau’r cylch hwn yn llenwi’r lle a gânt
attach-state-damaged = nid yr hyn a anfonwyd a ddaeth
attach-fetch = Ei nôl
attach-fetching = Gofynnwyd amdano. Daw unwaith y bydd pwy bynnag sydd ganddo o fewn cyrraedd.
attach-save = Cadw fel ffeil
attach-size = { $size } kB
fetching-title = Lluniau a dogfennau
fetching-when = Cânt eu nôl
fetching-always = gyda phob signal
fetching-unmetered = nid ar ddata symudol
fetching-asked = dim ond y rhai y gofynnaf amdanynt
fetching-saved = Wedi’i gadw. Daw geiriau’r nodiadau beth bynnag.

## Gefell darn arian
twin-title = Ei efell
twin-lead = Gall darn arian gael gefell, wedi’i argraffu neu wedi’i wneud â llaw. Bydd pwy bynnag sy’n ei sganio’n darllen stori’r darn. Nid yw lle mae’n mynd yn newid dim ar bwy biau’r darn.
twin-none = Nid oes gefell i’r darn hwn wedi’i wneud.
twin-who-makes = Gweithiwr, neu rywun â rôl yn y gydweithfa, sy’n cofrestru iddo gael ei wneud.
twin-code = Yr hyn sydd ar yr efell
twin-code-alt = Sgwâr i’w sganio: mae’n dangos stori’r darn hwn
twin-make = Gwnaed gefell
twin-make-button = Cofrestru ei wneud
twin-of = O beth mae wedi’i wneud?
twin-of-printed = Wedi’i argraffu
twin-of-wood = Pren
twin-of-clay = Clai
twin-of-cloth = Brethyn
twin-of-other = Rhywbeth arall
twin-made = { $of }, a wnaed ym mis { $month }
twin-made-by = Cofrestrwyd gan { $name }
twin-made-twice = Cafodd ei gofrestru ddwywaith gan bobl na wyddent am ei gilydd; y cyntaf sy’n cyfrif. Un efell sydd gan ddarn.
twin-words = Beth hoffech ei ddweud amdano?
twin-area = Ble? Dim ond yr ardal.
twin-area-none = Heb ei ddweud
twin-see = Rwyf wedi’i weld
twin-see-button = Dweud hynny
twin-what = Beth ddigwyddodd?
twin-handed-on = Ei roi ymlaen
twin-seen = Ei weld
twin-lost = Ar goll neu wedi torri
twin-on = Pryd, os nad heddiw?
twin-later = wedi’i deipio’n ddiweddarach
twin-gap = Heb ei weld ers tua { $days } diwrnod
twin-saved = Wedi’i gadw. Mae’n rhan o stori’r darn bellach.
twin-sheet-title = Darnau gofal
twin-sheet-lead = Mae pob sgwâr yn dangos stori ei ddarn i bwy bynnag sy’n ei sganio â Kith. Nid yw meddu ar y ddalen hon yn symud yr un darn.
twin-sheet-code = Sganiwch i ddarllen stori’r darn hwn
twin-print = Ei argraffu
code-another-coop = Darn cwmni cydweithredol arall yw hwn.
code-not-worker = Gweithiwr, neu rywun â rôl yn y cwmni cydweithredol, sy’n cofrestru gwneud gefell darn.
code-has-twin = Mae gan y darn hwn efell yn barod; un sydd gan ddarn.
code-no-twin = Nid oes gefell i’r darn hwn wedi’i gofrestru.
code-seen-when = Dywedwch pryd y’i gwelwyd: erbyn nawr, a heb fod yn hwy na blwyddyn yn ôl.
code-too-many-words = Mae hynny’n rhy hir: { $most } nod ar y mwyaf.
code-too-many-coins-sheet = Mae dalen yn dal { $most } o ddarnau ar y mwyaf.
code-not-a-coin = Nid oes darn i’w argraffu.
move-moved = symudwyd i ddyfais arall o’ch eiddo
move-moved-here = daeth o ddyfais arall o’ch eiddo
desk-move-moved = I ddyfais arall o’ch eiddo: { $coins }
desk-move-moved-here = O ddyfais arall o’ch eiddo: { $coins }
coins-elsewhere = { $count ->
    [one] Mae un darn arall ar ddyfais arall o’ch eiddo, ac oddi yno y rhoddir ef.
   *[other] Mae { $count } darn arall ar ddyfeisiau eraill o’ch eiddo, ac oddi yno y rhoddir hwy.
}

## Phones: what only a phone says, since only it has a camera, a vault and a share sheet
phone-scan = Sganio â’r camera
phone-camera-refused = Ni chaiff Kith ddefnyddio’r camera. Gallwch ganiatáu hynny yng ngosodiadau’r ffôn, neu ludo’r testun isod.
phone-share = Anfon y testun mewn ffordd arall
phone-save = Ei gadw’n ffeil
phone-open-file = Ei gymryd o ffeil
phone-near = Neu daliwch y ddau ffôn gefn wrth gefn.
phone-moment-hint = Diwrnod ac amser, fel 2026-11-24 10:00
phone-coop = Y gydweithfa
phone-coop-lead = Pwy sy’n gwneud beth, ardaloedd, y llyfr
phone-coop-roles = Pwy sy’n gwneud beth
phone-offer-list = Yr hyn y mae cymdogion yn eich canfod drwyddo
phone-office-here = Y ffôn hwn yw ei swyddfa.
phone-picture = Dewis llun
phone-news = Mae rhywbeth newydd yn Kith.
phone-news-kind = Rhywbeth newydd
phone-recognise = Agor Kith
phone-not-recognised = Nid adnabu’r ffôn chi. Mae Kith yn aros ynghau; rhowch gynnig arall arni.
phone-no-screen-lock = Nid oes clo sgrin ar y ffôn hwn. Gosodwch un yn gyntaf yng ngosodiadau’r ffôn: dyna sy’n gwarchod yr hyn a ysgrifennir yma.
phone-key-gone = Mae’r ffôn hwn wedi gollwng yr allwedd sy’n agor Kith, fel y gwna pan dynnir y clo sgrin. Daw’r hyn rydych yn ei rannu ag eraill yn ôl drwy eich pecyn neu eich gwarcheidwaid.

## What Apple's system says in our name, before it asks
apple-why-camera = Mae’r camera’n darllen y cod sgwâr y mae ffôn arall yn ei ddangos. Ni chedwir ac nid anfonir yr hyn a wêl.
apple-why-face = Eich wyneb sy’n agor Kith ar y ffôn hwn.
apple-why-network = Mae ffonau ar yr un rhwydwaith yn cyfnewid yn uniongyrchol, heb gyfnewidfa a heb y rhyngrwyd.
code-name-of-a-profile = Mae proffil yn cadw ei eiddo ei hun dan yr enw hwnnw, a byddai’n cael ei golli. Ni wnaed dim: dewiswch enw arall.
code-done-not-printed = Mae wedi’i wneud; dim ond yr ateb na ellid ei ddangos. Edrychwch ar yr hyn sydd yno cyn ei wneud eto.
code-done-not-written = Mae wedi’i wneud er hynny, ac mae’r cod yn yr ateb: peidiwch â’i wneud eto. Ni ellid ysgrifennu’r ffeil.
code-pool-has-none = Mae { $free } darn y gellir eu rhoi yn y gronfa. Bydd yn gwneud iawn wedi i ragor gael ei roi iddi.
# --- Beth a wneir fesul tasg, a ble mae ffin gwaith rheoleiddiedig

task-title = Beth a wnaed, fesul tasg
task-other = Pethau bob dydd
task-regulated = Gofal personol a meddyginiaethau: gwaith rheoleiddiedig
task-regulated-hint = Gwaith i staff cyflogedig sydd wedi’u hyfforddi yw gwaith rheoleiddiedig. Os gwnaethoch beth ohono fel gwirfoddolwr neu gymar, dywedwch hynny: mae’r ymweliad yn cyfrif yr un fath, a gofynnir i’r rheolwr cofrestredig ble mae’r ffin.
task-appointment = Mynd gyda’r person i apwyntiad
task-letters = Llythyrau a ffurflenni
task-technology = Ffonau a chyfrifiaduron
task-shopping = Siopa
task-cooking = Coginio, bwyta gyda’n gilydd
task-cleaning = Glanhau a golchi dillad
task-house-and-garden = Y tŷ a’r ardd
task-outing = Mynd allan neu fynd am dro
task-company = Cwmni
task-sitting = Eistedd i mewn
task-washing = Ymolchi neu gael bath
task-dressing = Gwisgo
task-eating = Helpu i fwyta neu yfed
task-toilet = Mynd i’r toiled
task-moving = Helpu i symud: gwely, cadair
task-skin = Ceg, croen, gwallt, ewinedd
task-medicines = Meddyginiaethau
boundary-title = Gwaith rheoleiddiedig: gofynnir amdano
boundary-list = Ble mae’r ffin
boundary-lead = Gwaith rheoleiddiedig a wnaeth gwirfoddolwr neu gymar, a’r hyn y mae’r rheolwr cofrestredig yn ei ddweud amdano. Mae’r ymweliadau’n cyfrif yr un fath. Y sawl a ofynnodd a’r rheolwr sy’n gweld yr ateb, neb arall.
boundary-empty = Ni ofynnir dim.
boundary-what = { $name } gyda { $person } ({ $place })
boundary-planned = Trefnwyd yr ymweliad fel gwaith rheoleiddiedig.
boundary-asked-of = Gofynnir i { $name }, rheolwr cofrestredig.
boundary-answered-by = Mae { $name } wedi ateb.
boundary-says-asked = Gofynnir i’r rheolwr cofrestredig ble mae’r ffin. Mae’r ymweliad yn cyfrif yr un fath. Nes i chi glywed, gadewch y gwaith hwn i staff cyflogedig lle gellir gwneud hynny’n ddiogel.
boundary-says-nobody = Ni ŵyr y ffôn hwn eto am reolwr cofrestredig y gellid gofyn iddo; bydd yn gofyn cyn gynted ag y clyw am un. Mae’r ymweliad yn cyfrif yr un fath. Tan hynny, gadewch y gwaith hwn i staff cyflogedig lle gellir gwneud hynny’n ddiogel.
boundary-says-answer = Gofynnir i chi ble mae’r ffin. Dywedwch beth sy’n dal o hyn ymlaen; dywedir wrth y sawl a ofynnodd. Mae’r ymweliad yn cyfrif yr un fath.
boundary-says-may-go-on = Caiff hyn barhau fel y mae.
boundary-says-for-staff = Staff cyflogedig sy’n gwneud hyn o hyn ymlaen. Mae’r ymweliad yn cyfrif yr un fath.
boundary-ruling = Beth sy’n dal o hyn ymlaen
boundary-may-go-on = Caiff hyn barhau
boundary-for-staff = I staff cyflogedig o hyn ymlaen
boundary-words = Yn eich geiriau chi
boundary-answer = Ateb
boundary-answered-now = Wedi’i ateb. Dywedir wrth y sawl a ofynnodd gyda’r cyfnewid nesaf.
waiting-kind-boundary = cwestiwn am waith rheoleiddiedig
stays-boundary = Mae’r ffaith y gofynnwyd am waith rheoleiddiedig yn aros: rhaid i’r rhai sy’n atebol amdano allu dangos hynny.
code-no-ruling = Dewiswch beth sy’n dal o hyn ymlaen.
code-too-many-tasks = Mae ymweliad yn enwi { $most } o dasgau ar y mwyaf.
code-manager-only = Rheolwr cofrestredig sy’n dweud ble mae’r ffin.
code-no-such-query = Nid oes cwestiwn o’r fath ar y ddyfais hon.
code-ambiguous-query = Mae mwy nag un cwestiwn yn ffitio. Rhowch fwy o’i rif.
code-answer-too-long = Mae gan ateb { $most } o nodau ar y mwyaf.
code-visit-for-staff = Gwaith rheoleiddiedig, i staff cyflogedig, yw’r ymweliad hwn. Os cymerwch ef yr un fath, gofynnir i’r rheolwr cofrestredig amdano wedyn.

# --- Wedi’i ysgrifennu dros rywun heb ffôn

for-see = Ysgrifennu rhywbeth dros rywun heb ffôn
for-title = Dros rywun heb ffôn
for-lead = Mae pwy bynnag sydd heb ffôn yn cymryd rhan yr un fath: ysgrifennwch beth a ddywed neu a wnaeth. Saif yma yn enw’r person hwnnw, gyda’ch enw chi ac ar air pwy yr ysgrifennoch ef.
for-mandate-hint = Er enghraifft: ffoniodd hi fi y bore yma. Neu drwy ba hawl rydych yn siarad dros y person.
for-note = Nodyn yng ngeiriau’r person
for-words = Beth a ddywed
for-note-save = Ysgrifennu hwn
for-visit = Ymweliad a wnaeth
for-visit-lead = Mae’n cyfrif ymhlith yr ymweliadau. Nid yw’n ennill darnau arian i neb: y sawl a roddodd yr oriau sy’n eu llofnodi.
for-visit-save = Ysgrifennu’r ymweliad
for-written = Dros { $name }, sydd heb ffôn. Ysgrifennwyd gan { $by }: { $mandate }
for-written-by = ysgrifennwyd gan { $name }

# --- Y cerdyn argyfwng fel dolen

card-logged = Cofnodwyd agor y cerdyn hwn, a dywedir hynny wrth y cylch.
card-link-see = Y cerdyn fel dolen
card-link-title = Y cerdyn fel dolen
card-link-lead = Mae pwy bynnag sydd â’r ddolen yn darllen y cerdyn mewn unrhyw borwr, fel yr oedd pan wnaed y ddolen. Mae’r gyfnewidfa’n ei gadw dan sêl: yn y ddolen yn unig y mae’r allwedd, ac nid anfonir hi byth. Cofnodir pob tro yr agorir ef, a dywedir wrth y cylch pryd, ond nid gan bwy.
card-link-days = Am faint o ddyddiau
card-link-days-hint = Wedi hynny ni all neb ei agor mwyach.
card-link-make = Gwneud dolen o’r cerdyn fel y mae nawr
card-link-made-now = Mae’r ddolen wedi’i gwneud. Gellir ei hagor unwaith y bydd gan y gyfnewidfa.
card-link-empty = Nid oes dolen eto.
card-link-open = Dolen y gellir ei hagor
card-link-expired = Dolen a ddaeth i ben
card-link-ended = Dolen a derfynwyd
card-link-made = Gwnaed gan { $name }; mae’r cerdyn yn dweud sut yr oedd { $when }.
card-link-until = Gellir ei hagor tan { $when }.
card-link-ended-by = Terfynwyd gan { $name }.
card-link-stale = Mae’r cerdyn wedi newid ers hynny. Gwnewch ddolen newydd, a therfynwch hon.
card-link-waits = Nid yw gan y gyfnewidfa eto, hyd y gŵyr y ffôn hwn.
card-link-square = Y ddolen fel sgwâr i’w sganio
card-link-looks = { $count ->
    [0] Nid oes neb wedi ei hagor, hyd y clywodd y ffôn hwn.
    [one] Agorwyd unwaith
   *[other] Agorwyd { $count } o weithiau
}
card-link-end = Terfynu’r ddolen hon
card-link-ended-now = Mae’r ddolen wedi’i therfynu. Mae’r gyfnewidfa’n gollwng y cerdyn gyda’r cyfnewid nesaf.
card-looked-title = Agorwyd y cerdyn argyfwng
card-looked = { $count ->
    [one] Cerdyn { $name }, { $when }
    [two] Cerdyn { $name }, ddwywaith, y tro diwethaf { $when }
   *[other] Cerdyn { $name }, { $count } gwaith, y tro diwethaf { $when }
}
code-no-card-pages = Nid yw cyfnewidfa’r gydweithfa’n agor cardiau eto. Y swyddfa sy’n dweud ble y mae, ac yna gellir gwneud dolen.
code-bad-card-address = Dywedwch ble mae’r gyfnewidfa’n agor cardiau, fel https://relay.example.
code-card-link-not-yours = Y person, neu’r rhai sy’n gofalu am y cylch, sy’n gwneud dolen i’r cerdyn.
code-card-link-days = Gwneir dolen am 1 i { $most } o ddyddiau.
code-too-many-card-links = Gellir agor { $most } o ddolenni ar y mwyaf ar y tro. Terfynwch un yn gyntaf.
code-no-such-link = Nid oes dolen o’r fath ar y ddyfais hon.
code-ambiguous-link = Mae mwy nag un ddolen yn ffitio. Rhowch fwy o’i rhif.

# --- Mandadau i gadarnhau oriau

mandate-title = Pwy sy’n cadarnhau dros bwy
mandate-lead = Ni all rhywun heb ffôn ddweud arno fod awr wedi’i rhoi iddo. Mae pwy bynnag sydd â’i fandad yn dweud hynny drosto, a nodir hynny. Gall pawb yn y gydweithfa weld pwy sydd â pha fandad.
mandate-empty = Nid oes mandad gan neb.
mandate-holds = Mae { $holder } yn cadarnhau dros { $name }
mandate-given-by = Rhoddwyd gan { $name }, { $when }
mandate-give = Rhoi mandad
mandate-person = Pwy sydd heb ffôn
mandate-holder = Pwy sy’n cadarnhau drosto
mandate-words-hint = Gair y person ei hun, neu drwy ba hawl. Gall pawb yn y gydweithfa ddarllen hwn. Ni ddylai neb sy’n byw gydag ymwelwyr gadarnhau eu horiau.
mandate-given = Mae’r mandad wedi’i roi.
mandate-end = Nid yw { $holder } yn cadarnhau dros { $name } mwyach
mandate-ended = Mae’r mandad wedi dod i ben. Mae’r hyn a gadarnhawyd yn aros.
code-mandate-not-yours = Y person, neu bwy bynnag sy’n cadw rhestr aelodau’r gydweithfa, sy’n rhoi mandad; nhw neu’r sawl sydd â’r mandad sy’n ei derfynu.
code-mandate-of-oneself = Nid oes angen mandad ar neb sy’n cadarnhau drosto’i hun.
code-too-many-mandates = Mae gan { $most } o bobl ar y mwyaf fandad gan un person. Terfynwch un yn gyntaf.
code-no-such-mandate = Nid oes mandad o’r fath, hyd y clywodd y ddyfais hon.

# --- Tynnu’n ôl

undo-reason = Tynnwyd yn ôl o fewn munud
note-undone = Mae wedi’i dynnu’n ôl. Mae geiriau nodyn yn y blwch eto.
code-cannot-undo = Gellir tynnu’n ôl nodyn o’ch eiddo, neu ymweliad yr ydych wedi’i ddechrau.
code-too-late-to-undo = Mae mwy na munud ers hynny. Cywirwch ef, ac erys yr hyn a ddywedodd gyntaf; neu gofynnwch am ei ddileu.

# --- Tystion log y swyddfa

witness-title = Tystion
witness-lead = Mae’r swyddfa’n cofnodi gan bwy y mae pa ddarn, mewn un log. Mae tystion yn dilyn y log hwnnw gam wrth gam ac yn ei gydlofnodi, fel na all fod ond un. Maent yn gweld darnau, a dim enwau.
witness-empty = Nid oes neb yn dyst eto.
witness-up-to-date = Wedi cydlofnodi’r cyfan, hyd at ddatganiad { $checkpoint }.
witness-behind = { $checkpoint ->
    [0] Heb gydlofnodi dim eto. Mae’n digwydd gyda’r cyfnewid nesaf.
   *[other] Wedi cydlofnodi hyd at ddatganiad { $checkpoint }. Daw’r gweddill gyda’r cyfnewid nesaf.
}
witness-refused = Nid yw’n cydlofnodi: nid yw’r hyn a ddangosodd y swyddfa’n dilyn o’r hyn a ddangosodd o’r blaen. Dylai’r bwrdd edrych arno.
witness-convicted = Wedi cydlofnodi dau log na all y ddau fod yn wir. Dylai’r bwrdd edrych arno.
witness-here = Y ddyfais hon yw’r tyst.
witness-appoint = Penodi tyst
witness-appoint-lead = Dewiswch bobl sydd ar wahân i’r swyddfa ac yn ei chwrdd yn aml. Mae tri’n ddechrau da: mae dau ohonynt yn ddigon wedyn. Mae darnau’r gydweithfa’n mynd ymlaen fel arfer tra bo tyst i ffwrdd.
witness-person = Pwy
witness-device = Pa ddyfais, os oes ganddynt sawl un: dechrau ei rhif adnabod
witness-appointed = Penodwyd y tyst. Bydd eu dyfais yn dechrau gyda’i chyfnewid nesaf.
witness-end = Nid yw’n dyst mwyach
witness-ended = Nid ydynt yn dyst mwyach. Mae’r hyn a gydlofnodwyd ganddynt yn aros.
witnesses-none = Log y swyddfa sy’n setlo darnau. Nid oes tystion iddo.
witnesses-witnessed = Mae digon o dystion wedi cydlofnodi log y swyddfa, hyd at ei datganiad olaf ({ $checkpoint }): mae angen { $quorum } o { $of }.
witnesses-behind = { $witnessed ->
    [0] Mae log y swyddfa’n mynd hyd at ddatganiad { $checkpoint }. Rhy ychydig o dystion sydd wedi’i gydlofnodi eto: mae angen { $quorum } o { $of }. Mae darnau’n setlo yr un fath, ar air y swyddfa.
   *[other] Mae log y swyddfa’n mynd hyd at ddatganiad { $checkpoint }; mae digon o dystion wedi’i gydlofnodi hyd at { $witnessed }: mae angen { $quorum } o { $of }. Mae darnau diweddarach wedi’u setlo ar air y swyddfa, ac yn aros am y tystion.
}
witnesses-refused = Mae tyst yn gwrthod cydlofnodi log y swyddfa. Dylai’r bwrdd edrych arno. Mae darnau y tystiodd digon o dystion iddynt cynt yn aros fel y maent.
witnesses-split = Mae’r swyddfa wedi llofnodi dau log na all y ddau fod yn wir. Gall unrhyw un wirio’r prawf. Dylai’r bwrdd edrych arno cyn rhoi rhagor o ddarnau.
coin-says-witnessed = Wedi’i gydlofnodi gan { $by } o { $of } tyst.
coin-says-unwitnessed = Wedi’i setlo gan y swyddfa; mae llai na { $quorum } o { $of } tyst wedi’i gydlofnodi eto.
code-appoint-a-witness = Un ddyfais aelod yw tyst: penodwch hi ar dudalen y tystion.
code-notary-is-no-witness = Nid yw’r sawl sy’n cadw llyfr y gydweithfa’n dyst iddo. Gofynnwch i rywun arall.
code-which-device = Mae ganddynt sawl dyfais. Dywedwch pa un sydd i fod yn dyst.
code-too-many-witnesses = Mae gan gydweithfa { $most } o dystion ar y mwyaf.
code-quorum = Rhaid i o leiaf { $least } ac ar y mwyaf { $most } o’r tystion hyn gydlofnodi.
code-no-such-witness = Nid oes tyst o’r fath.
code-ambiguous-witness = Mae mwy nag un tyst yn cyfateb. Dywedwch fwy o’i rif adnabod.
witness-notary = Cedwir y llyfr ar ddyfais { $name }.
notary-move = Dyfais arall sy’n cadw’r llyfr
notary-move-lead = Ar gyfer dyfais a gollwyd neu a dreuliwyd. Rhowch rôl y notari i’w cheidwad nesaf yn gyntaf, a gadewch i’r ddwy ddyfais gwrdd â’r gydweithfa: felly mae’r llyfr cyfan gan yr un newydd. Mae’r llyfr yn mynd ymlaen o’i ddatganiad olaf. Daw darnau’r gronfa a lleoedd i’r ddyfais newydd wedi i amser darnau ffôn coll ddod i ben.
notary-moved = Mae’r llyfr yn pasio ymlaen. Bydd y ddyfais newydd yn dechrau gyda’i chyfnewid nesaf.
code-no-other-device = Nid oes ganddynt ddyfais a allai gymryd y llyfr.
code-not-standing-by = Ni all y ddyfais honno ddarllen y llyfr eto. Rhowch rôl y notari i’w pherson, gadewch i’r ddwy ddyfais gwrdd â’r gydweithfa, a cheisiwch eto.
code-no-checkpoint = Nid yw’r swyddfa wedi llofnodi datganiad o’i llyfr eto.
code-moved-too-often = Mae’r llyfr wedi pasio ymlaen yn rhy aml, neu ers ei ddatganiad olaf.
code-not-commons-owner = Mae’r sawl sy’n cymryd y llyfr yn cadw rhestr aelodau’r gydweithfa hefyd. Dim ond ei pherchennog a gaiff ddweud hynny.
code-log-not-here = Nid yw’r ddyfais hon wedi clywed y cyfan o lyfr y gydweithfa eto.
