"""Other languages are named; English is accepted however foreign its names are."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language import foreign_language

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("German", "Die deutsche Außenministerin hat am Dienstag in Berlin ihren aserbaidschanischen Amtskollegen getroffen."),
        ("French", "Le président de la République a reçu mardi à Paris le premier ministre arménien pour un entretien."),
        ("Spanish", "El presidente de Colombia se reunió el martes en Bogotá con el canciller de Brasil, informó su oficina."),
        ("Portuguese", "O presidente do Brasil reuniu-se na terça-feira em Brasília com o chanceler argentino e o seu vice."),
        ("Italian", "Il presidente del Consiglio ha incontrato martedì a Roma il primo ministro albanese per discutere di migrazione."),
        ("Dutch", "De Nederlandse premier was dinsdag in Brussel voor overleg. Het was de eerste ontmoeting in jaren en is in stilte verlopen."),
        ("Hungarian", "A magyar külügyminiszter kedden a szerb elnökkel tárgyalt, és a felek megállapodtak a határ menti kérdésekről is."),
        ("Polish", "Premier spotkał się we wtorek w Warszawie z prezydentem Ukrainy i rozmawiał z nim o bezpieczeństwie w regionie."),
        ("Romanian", "Președintele s-a întâlnit marți la București cu premierul Republicii Moldova pentru a discuta despre aderare."),
        ("Turkish", "Cumhurbaşkanı salı günü Ankara'da Azerbaycan Dışişleri Bakanı ile görüştü ve iki ülke arasındaki ilişkileri ele aldı."),
        ("Azerbaijani", "Azərbaycan Prezidenti İlham Əliyev çərşənbə axşamı Bakıda Ermənistanın baş naziri ilə görüşüb və sülhü müzakirə edib."),
        ("Swedish", "Statsministern träffade på tisdagen sin finske kollega i Stockholm för att tala om försvaret och om säkerheten."),
        ("Russian", "Президент России Владимир Путин встретился во вторник с президентом Азербайджана Ильхамом Алиевым."),
        ("Ukrainian", "Президент України зустрівся у вівторок у Києві з прем'єр-міністром Польщі, щоб обговорити безпеку."),
        ("Armenian", "Վարչապետ Նիկոլ Փաշինյանը երեքշաբթի օրը հանդիպել է Ադրբեջանի նախագահ Իլհամ Ալիևի հետ։"),
        ("Greek", "Ο πρωθυπουργός συναντήθηκε την Τρίτη στην Αθήνα με τον πρόεδρο της Κύπρου."),
        ("Hebrew", "ראש הממשלה נפגש ביום שלישי בירושלים עם שר החוץ של מצרים."),
        ("Chinese", "国家主席习近平星期二在北京会见了来访的法国总统。双方就双边关系和国际问题交换了意见。"),
        ("Japanese", "総理大臣は火曜日に東京でフランスの大統領と会談した。"),
        ("Korean", "대통령은 화요일 서울에서 프랑스 대통령과 정상회담을 했다."),
        ("Hindi", "प्रधानमंत्री ने मंगलवार को दिल्ली में फ्रांस के राष्ट्रपति से मुलाकात की।"),
    ],
)  # fmt: skip
def test_another_language_is_named(language: str, text: str) -> None:
    assert foreign_language(text) == language


def test_arabic_is_named_whatever_its_dialect() -> None:
    found = foreign_language(
        "التقى الرئيس المصري يوم الثلاثاء في القاهرة وزير الخارجية السعودي لبحث الأوضاع في المنطقة."
    )
    assert "Arabic" in str(found)


def test_an_english_headline_does_not_make_a_text_english() -> None:
    body = "Der Kanzler empfing am Dienstag den Präsidenten. Beide sprachen über den Frieden und die Wirtschaft. " * 3
    assert foreign_language(f"Chancellor hosts president\n\n{body}") == "German"


def test_the_users_article_is_english() -> None:
    (path,) = (ROOT / "seeds/articles").glob("000_*.txt")
    assert foreign_language(path.read_text(encoding="utf-8")) is None


@pytest.mark.parametrize(
    "text",
    [
        "Recep Tayyip Erdoğan, Ahmet Davutoğlu, Abdullah Gül and Bülent Arınç met Mahmoud Ahmadinejad and Manouchehr Mottaki in Tehran, the Anadolu agency said.",
        "Viktor Orbán and Péter Szijjártó visited Győr and Székesfehérvár with Robert Fico and Juraj Blanár, said the spokesman of the Miniszterelnökség.",
        "Jokowi, Anwar Ibrahim hold talks in Jakarta",
        "Treffen in Berlin",
        "Nguyễn Phú Trọng and Phạm Minh Chính hosted Thongloun Sisoulith in Hà Nội for talks.",
        "“Pas de guerre,” said Macron. “Jamais.” He spoke to reporters after talks with Scholz in the Élysée Palace.",
        "PUTIN MET WITH LUKASHENKO IN THE KREMLIN, THE PRESS SERVICE OF THE PRESIDENT SAID.",
        "Путин is how the name of the Russian president is written in Moscow, and Лукашенко that of his guest.",
    ],
)
def test_english_with_many_foreign_names_is_accepted(text: str) -> None:
    assert foreign_language(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Erdogan, Aliyev, Pashinyan, Tokayev, Mirziyoyev, Japarov, Rahmon, Lukashenko, Putin, Berdimuhamedow, Sandu, Zourabichvili meet Tuesday",
        "Felipe Calderón Hinojosa, Hugo Chávez, Evo Morales, Rafael Correa, Cristina Fernández de Kirchner attend Caracas summit",
    ],
)
def test_a_list_of_names_is_no_language(text: str) -> None:
    assert foreign_language(text) is None


@given(st.text(max_size=300))
def test_any_text_can_be_asked(text: str) -> None:
    assert foreign_language(text) != "English"
