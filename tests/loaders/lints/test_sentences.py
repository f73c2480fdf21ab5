"""A statement of several sentences, and what only looks like one."""

from __future__ import annotations

import pytest
from bases import SHIPPED

from loaders.base.load import load_base
from loaders.lints.sentences import SHORTENED, second_sentence

RUN = "---\nquestion: Why?\n---\n\n## run\n\nThe ferry should run.\n\n"


@pytest.mark.parametrize(
    ("statement", "second"),
    [
        ("It rains. The street is wet.", "The street is"),
        ("Is it so? And is that true?", "And is that"),
        ("Il pleut. Élise dort bien.", "Élise dort bien."),
        ("雨が降る。風が吹く。", "風が吹く。"),
        ("天下雨了！ 街道湿了。", "街道湿了。"),
        ("本当か！？そうだ。", "そうだ。"),
        ("彼は「雨だ。風だ。」と言う。誰も聞かない。", "誰も聞かない。"),
        ("बारिश होती है। सड़क गीली है।", "सड़क गीली है।"),
        ("هل تمطر؟ الشارع مبتل.", "الشارع مبتل."),
        ("بارش ہوتی ہے۔ سڑک گیلی ہے۔", "سڑک گیلی ہے۔"),
        ("Անձրև է գալիս։ Փողոցը թաց է։", "Փողոցը թաց է։"),
        ("Llueve mucho. ¿Está mojada la calle?", "¿Está mojada la"),
        ("Es regnet, vgl. Kapitel zwei. Die Straße ist nass.", "Die Straße ist"),
        ("Het regent, bijv. In Gent. De straat is nat.", "De straat is"),
        ("He says “It is so. It is.” all day. Nobody listens.", "Nobody listens."),
        ("It holds, e.g. On Mondays. The rest is\nprose, says [Ada](#run).", "The rest is"),
    ],
)
def test_a_second_sentence_is_told_with_its_first_words(problems, statement, second):
    says = (
        f"ferry.md:9:4: KB415 the statement of 'beds' is more than one sentence, from '{second}' "
        "on: make it one, or make a claim of each; what explains it is prose below"
    )
    assert says in problems(f"{RUN}## beds\n\n{statement}\n")


@pytest.mark.parametrize(
    "statement",
    [
        "Claude Opus 3. It was kind",
        "He says “It rains. It pours.” all day.",
        'What "Stop. Now." means is plain.',
        "Dr. Smith, Mrs. Jones and J. Doe agree.",
        "The U.S. Senate and the E.U. Council differ, i.e. They quarrel.",
        "Apple Inc. Sells phones.",
        "“Why?” asks the reader. always",
        "It is so (he said it. Twice.) and will be.",
        "Fish is food... And meat is too.",
        "Yahoo! Answers is big.",
        "Das gilt z. B. In Wien, d. h. Im Winter, vgl. Abb. Eins bzw. Tab. Zwei.",
        "Es kostet 3 Mio. Euro, inkl. Steuern, ggf. Mehr, sagt Hr. Maier, geb. Huber.",
        "Im 3. Jh. v. Chr. Stand hier nach Prof. Dr. Ing. Weber, Hrsg. Der Akten, nichts.",
        "M. Dupont et MM. Durand citent p. ex. Le code, chap. Deux, éd. Seuil, c.-à-d. Tout.",
        "Av. J.-C. On écrivait, cf. Suppl. Trois, trad. Martin, env. Mille pages.",
        "El Sr. Ruiz y la Dra. Gil citan p. ej. La pág. Dos de los EE. UU. Como prueba.",
        "Ud. Sabe que la Cía. Gas y el Excmo. Alcalde, núm. Dos, no van.",
        "Il dott. Rossi e la sig. Neri, cfr. Pag. Due, ecc. Vanno, a pag. Tre.",
        "Dhr. Jansen en mevr. Smit, blz. Twee, d.w.z. Zij, bijv. Morgen, enz. Ook.",
        "Он живёт на ул. Ленина в доме им. Горького, т. е. В центре, см. Рис.",
        "彼は「雨だ。風だ。」と言う。",
        "彼は（多分。）来る。",
        "It costs 3。5",
        "Chapters 3. B and 4. C disagree, cf. Fig. Two.",
    ],
)
def test_what_only_looks_like_two_sentences_is_one(problems, statement):
    assert not [line for line in problems(f"{RUN}## beds\n\n{statement}\n") if "KB415" in line]


def test_no_statement_of_the_shipped_debates_is_taken_for_two():
    assert load_base(SHIPPED, None).problems == []


def test_no_shortened_word_stands_twice_or_in_capitals():
    words = [word for language in SHORTENED.values() for word in language.split()]
    assert sorted(set(words)) == sorted(words)
    assert [word for word in words if word != word.casefold()] == []


@pytest.mark.parametrize("language", SHORTENED)
def test_a_shortened_word_ends_no_sentence(language):
    """In any place, and before a capital, as any noun of German has one."""
    for word in SHORTENED[language].split():
        for written in (word, word.capitalize()):
            assert second_sentence(f"So steht es {written}. Haus und Hof da") == "", written


STOPS = "。｡？！।॥؟۔։።។။"


@pytest.mark.parametrize("stop", STOPS)
def test_a_stop_of_another_script_ends_a_sentence_and_nothing_at_the_end(stop):
    assert second_sentence(f"अब{stop} तब और{stop}") == f"तब और{stop}"
    assert second_sentence(f"अब तब{stop}") == ""
    assert second_sentence(f"अब तब{stop}”") == ""
