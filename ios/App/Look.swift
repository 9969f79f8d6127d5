import KithCore
import SwiftUI

/// Kith's colours by name; every pair of a text and its ground is at least 4.5 : 1, in light and in dark.
enum Ink {
    static let paper = pair(0xfaf7f2, 0x171512), surface = pair(0xffffff, 0x221f1b), sunken = pair(0xf1ece3, 0x2c2823), line = pair(0xd9d0c2, 0x463f37)
    static let ink = pair(0x24211d, 0xf4efe7), soft = pair(0x5b554c, 0xbdb5a8)
    static let act = pair(0x155e63, 0x83cbca), onAct = pair(0xffffff, 0x10201f), actSoft = pair(0xdcebe9, 0x1e3837)
    static let honey = pair(0xf2b632, 0xf2b632), honeySoft = pair(0xfdf1d3, 0x3a2f14), honeyInk = pair(0x7a5000, 0xf3c868)
    static let sure = pair(0x2b6a3b, 0x93d09f), sureSoft = pair(0xe0efe2, 0x1d3322), open = pair(0x7a5000, 0xf3c868), openSoft = pair(0xfdf1d3, 0x3a2f14)
    static let careNow = pair(0x9e1b32, 0xff9fab), careNowSoft = pair(0xfbe3e6, 0x47202a)
    static let myLife = pair(0x6b4a8a, 0xc6a6e6), myHome = pair(0x4e6b2a, 0xa9cb80), myCommunity = pair(0xa3561a, 0xeba874), myCare = pair(0x155e63, 0x83cbca)

    static func of(_ element: Element) -> Color {
        switch element {
        case .myLife: return myLife
        case .myHome: return myHome
        case .myCommunity: return myCommunity
        case .myCare: return myCare
        }
    }

    static func of(_ paint: Paint) -> Color {
        switch paint {
        case .honey: return honey
        case .honeySoft: return honeySoft
        case .honeyInk: return honeyInk
        case .open: return open
        case .myLife: return myLife
        case .myHome: return myHome
        case .myCommunity: return myCommunity
        case .myCare: return myCare
        }
    }

    private static func pair(_ light: UInt32, _ dark: UInt32) -> Color {
        Color(UIColor { $0.userInterfaceStyle == .dark ? colour(dark) : colour(light) })
    }

    private static func colour(_ rgb: UInt32) -> UIColor {
        UIColor(red: CGFloat(rgb >> 16 & 255) / 255, green: CGFloat(rgb >> 8 & 255) / 255, blue: CGFloat(rgb & 255) / 255, alpha: 1)
    }
}

/// Everything touched is at least so high.
let target: CGFloat = 48
let gap: CGFloat = 16
let corner: CGFloat = 14

/// Atkinson Hyperlegible Next, made for eyes that see little; it grows as far as the person has set.
extension Font {
    static let plain = Font.custom("AtkinsonHyperlegibleNext-Regular", size: 17, relativeTo: .body)
    static let strong = Font.custom("AtkinsonHyperlegibleNext-Bold", size: 17, relativeTo: .body)
    static let small = Font.custom("AtkinsonHyperlegibleNext-Regular", size: 15, relativeTo: .subheadline)
    static let part = Font.custom("AtkinsonHyperlegibleNext-Bold", size: 20, relativeTo: .title3)
    static let screen = Font.custom("AtkinsonHyperlegibleNext-Bold", size: 26, relativeTo: .title)
}
