"""What iOS itself says in Kith's name, as a String Catalogue out of the core's one catalogue: why it asks for the camera, the face, the network.

    python3 ios/purposes.py FOLDER      writes FOLDER/InfoPlist.xcstrings, never into git
"""

import json
import pathlib
import sys

WORDS = pathlib.Path(__file__).parent.parent / "core/src/words"
LANGUAGES = {"en": "en.ftl", "cy": "cy.ftl"}
# The name that iOS has for each, and the catalogue's key.
PURPOSES = {
    "NSCameraUsageDescription": "apple-why-camera",
    "NSFaceIDUsageDescription": "apple-why-face",
    "NSLocalNetworkUsageDescription": "apple-why-network",
}


def plain_words(language):
    """The messages of a language that are one line without variables, by key."""
    lines = (WORDS / LANGUAGES[language]).read_text(encoding="utf-8").splitlines()
    messages = (line.split(" = ", 1) for line in lines if " = " in line and line[0].isalpha())
    return {key: words for key, words in messages if "{" not in words}


def catalogue():
    words = {language: plain_words(language) for language in LANGUAGES}
    lacking = [f"{language} has no {key}" for key in PURPOSES.values() for language in LANGUAGES if key not in words[language]]
    if lacking:
        sys.exit("\n".join(lacking))
    strings = {
        name: {
            "extractionState": "manual",
            "localizations": {language: {"stringUnit": {"state": "translated", "value": words[language][key]}} for language in LANGUAGES},
        }
        for name, key in PURPOSES.items()
    }
    return {"sourceLanguage": "en", "strings": strings, "version": "1.0"}


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "InfoPlist.xcstrings").write_text(json.dumps(catalogue(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
