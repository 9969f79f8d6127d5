import KithCore
import KithModel
import SwiftUI

/// My coins: three numbers and the jar, the faces, and what came and went.
struct CoinsScreen: View {
    @EnvironmentObject private var open: OpenProfile

    var body: some View {
        let say = open.speech
        Show(model: CoinsModel(open.client)) { purse in
            Heading(text: say.say("coins-title", ["count": .number(number: Int64(purse.view.balance.settled))]), whole: true)
            ThreeNumbers(balance: purse.view.balance)
            if purse.view.elsewhere > 0 {
                Card(ground: Ink.openSoft, edge: Ink.open) { Text(say.say("coins-elsewhere", ["count": .number(number: Int64(purse.view.elsewhere))])) }
            }
            if purse.coins.isEmpty { Soft(say.say("coins-empty")) }
            LazyVGrid(columns: [GridItem(.adaptive(minimum: 104))], spacing: 8) {
                ForEach(purse.coins, id: \.view.id) { coin in
                    NavigationLink(value: Place.coin(coin.view.id)) {
                        VStack {
                            CoinFace(coin: coin).frame(width: 96, height: 96)
                            StateChip(text: say.word("coin-state-", coin.view.state), state: coin.view.state)
                        }
                    }
                }
            }
            Act(text: say.say("give-coin"), sign: "gift") { open.navigation.go(.give(coin: nil, to: nil)) }
            Way(text: say.say("give-paste"), sign: "qrcode.viewfinder", place: .receive)
            Act(text: say.say("desk-invoice"), sign: "qrcode", quiet: true) {
                open.show(say.say("desk-invoice"), say.say("desk-invoice-lead"), CoinsModel(open.client).invoice)
            }
            Heading(text: say.say("coins-history"))
            if purse.view.movements.isEmpty { Soft(say.say("desk-movements-empty")) }
            ForEach(Array(purse.view.movements.enumerated()), id: \.offset) { Movement(movement: $0.element) }
            Soft(say.say("coins-what"))
        }
    }
}

/// The three numbers and the jar.
struct ThreeNumbers: View {
    @EnvironmentObject private var open: OpenProfile
    @Environment(\.dynamicTypeSize) private var size
    let balance: Balance

    var body: some View {
        let say = open.speech
        // Large words stand below one another.
        let layout = size.isAccessibilitySize ? AnyLayout(VStackLayout(alignment: .leading)) : AnyLayout(HStackLayout())
        layout {
            number(balance.settled, say.say("coins-settled"), Ink.sure)
            number(balance.promised, say.say("coins-promised"), Ink.open)
            number(balance.contested, say.say("coins-contested"), balance.contested > 0 ? Ink.careNow : Ink.soft)
        }
        // The words below the bar say it; a reader need not hear it twice.
        SwiftUI.ProgressView(value: Double(balance.jarMinutes), total: 60).tint(Ink.honey).accessibilityHidden(true)
        Soft(say.say("coins-jar-of", ["minutes": .number(number: Int64(balance.jarMinutes))]))
    }

    private func number(_ count: UInt32, _ word: String, _ ink: Color) -> some View {
        VStack {
            Text("\(count)").font(.screen).foregroundStyle(ink)
            Soft(word)
        }
        .frame(maxWidth: .infinity)
        .accessibilityElement(children: .combine)
    }
}

/// A coin's face, line by line as the core gives it; VoiceOver hears it in words.
struct CoinFace: View {
    let coin: FacedCoin
    private static let side: CGFloat = 10_000

    var body: some View {
        Canvas { context, size in
            let unit = min(size.width, size.height) / Self.side
            for line in coin.face { line.draw(in: context, unit: unit) }
        }
        .accessibilityElement()
        .accessibilityLabel(coin.view.faceWords)
    }
}

extension FaceLine {
    private static let dash: CGFloat = 300

    /// Draws it, where one of the core's ten thousand parts is `unit` wide.
    func draw(in context: GraphicsContext, unit: CGFloat) {
        var path = Path()
        path.addLines(points.map { CGPoint(x: CGFloat($0.x) * unit, y: CGFloat($0.y) * unit) })
        if closed { path.closeSubpath() }
        if let fill {
            if tinted { context.fill(path, with: .color(Ink.honeySoft)) }
            context.fill(path, with: .color(Ink.of(fill).opacity(tinted ? 0.3 : 1)))
        }
        if let line {
            let dashes = dashed ? [Self.dash * unit, Self.dash * unit] : []
            context.stroke(path, with: .color(Ink.of(line)), style: StrokeStyle(lineWidth: CGFloat(width) * unit, lineJoin: .round, dash: dashes))
        }
    }
}

private struct Movement: View {
    @EnvironmentObject private var open: OpenProfile
    let movement: MovementView

    var body: some View {
        Card {
            Text(moved)
            if movement.atMs > 0 { Soft(open.speech.at(movement.atMs)) }
            StateChip(text: open.speech.word("coin-state-", movement.state), state: movement.state)
        }
    }

    /// What came or went, in one line.
    private var moved: String {
        let say = open.speech
        let put: [String: Said] = [
            "name": .text(text: movement.with?.name ?? say.say("word-somebody")), "coins": .text(text: say.say("coins-count", ["count": .number(number: Int64(movement.coins))])),
        ]
        switch movement.what {
        case "contested": return say.say("coin-says-contested")
        case "lost": return say.say("coin-says-claim")
        case "received": return say.say("desk-move-received", put)
        case "given": return say.say("desk-move-given", put)
        case "earned": return say.say("desk-move-earned", put)
        case "pooled": return say.say("desk-move-pooled", put)
        case "retired": return say.say("desk-move-retired", put)
        case "returned": return say.say("desk-move-returned", put)
        case "welcome": return say.say("desk-move-welcome", put)
        case "moved": return say.say("desk-move-moved", put)
        case "moved-here": return say.say("desk-move-moved-here", put)
        default: return movement.words
        }
    }
}

/// One coin: its face, its state, its story.
struct CoinScreen: View {
    @EnvironmentObject private var open: OpenProfile
    let coin: String

    var body: some View {
        let say = open.speech
        Show(model: CoinModel(open.client, coin: coin)) { story in
            let shown = story.coin
            Heading(text: say.say("coin-story"), whole: true)
            Card {
                CoinFace(coin: shown).frame(width: 220, height: 220).frame(maxWidth: .infinity)
                Text(say.say("coin-of", ["short": .text(text: String(shown.view.id.prefix(4)))])).font(.strong)
                StateChip(text: say.word("coin-state-", shown.view.state), state: shown.view.state)
                Text(shown.view.stateReason)
            }
            if shown.view.state == "settled" || shown.view.state == "promised" {
                Act(text: say.say("desk-give-this"), sign: "gift") { open.navigation.go(.give(coin: coin, to: nil)) }
            }
            Soft(say.say("coin-story-lead"))
            ForEach(Array(shown.view.story.enumerated()), id: \.offset) { step($0.element) }
            journey(story.map)
        }
    }

    /// Where it has been: the map, and the same as a list.
    @ViewBuilder private func journey(_ map: CoinMap) -> some View {
        let say = open.speech
        Heading(text: say.say("coin-where"))
        if let drawing = map.drawing { CoarseMap(map: drawing, words: map.words) }
        if map.stops.isEmpty { Soft(map.words) }
        ForEach(map.stops, id: \.number) { Text($0.words) }
        if map.untold > 0, !map.stops.isEmpty { Soft(say.say("coin-map-untold", ["count": .number(number: Int64(map.untold))])) }
        Soft(say.say("coin-where-lead", ["count": .number(number: Int64(map.members))]))
    }

    private func step(_ hop: HopView) -> some View {
        let say = open.speech
        return Card {
            Text(say.word("desk-hop-", hop.what, otherwise: "coin-hand-unnamed")).font(.strong)
            if !hop.words.isEmpty { Text(hop.words) }
            if let poem = hop.poem { Text(poem) }
            if let element = hop.element { Elements(all: [element]) }
            let place = [hop.name, hop.area, hop.month.map(say.month)].compactMap { $0 }.joined(separator: " · ")
            if !place.isEmpty { Soft(place) }
            if !hop.settled { StateChip(text: say.say("coin-state-promised"), state: "promised") }
        }
    }
}

/// Giving a coin: to whom, what for, and what travels with it.
struct GiveScreen: View {
    @EnvironmentObject private var open: OpenProfile
    let coin: String?
    @State var to: String?
    @State private var words = ""
    @State private var poem = ""
    @State private var element: Element?
    @State private var share = false
    private static let pool = "pool"

    var body: some View {
        let say = open.speech
        Show(model: PeopleModel(open.client)) { members in
            Heading(text: say.say("give-title"), whole: true)
            Text(say.say("give-lead"))
            let others = members.filter { !$0.person.me }
            Choices(
                title: say.say("give-to"), all: others.map(\.person.id) + [Self.pool], chosen: [to].compactMap { $0 },
                words: { id in others.first { $0.person.id == id }?.person.name ?? say.say("pool-title") }, choose: { to = $0 })
            Field(label: say.say("give-why"), text: $words, hint: say.say("desk-give-why-hint"))
            Choices(title: say.say("element-choose"), all: elements, chosen: [element].compactMap { $0 }, words: say.shape) { element = element == $0 ? nil : $0 }
            Field(label: say.say("give-poem"), text: $poem, lines: true)
            Toggle(say.say("desk-give-share"), isOn: $share).frame(minHeight: target)
            Act(text: say.say("give-coin"), sign: "gift", act: give).disabled(to == nil)
        }
    }

    private func give() {
        guard let to else { return }
        let say = open.speech
        let gift = Gift(count: 1, coins: [coin].compactMap { $0 }, element: element, words: words, poem: poem.isEmpty ? nil : poem, share: share)
        open.act {
            let given = try await CoinsModel(open.client).give(to: to, gift)
            open.navigation.replace(.show(Code(title: say.say("desk-given-title"), lead: given.stateReason + " " + say.say("desk-given-lead"), handOver: given.handOver)))
        }
    }
}
