"""Sentences over short texts of many kinds, true and subtly false, written by hand."""

from __future__ import annotations

from dataclasses import dataclass

from rag.drafts import Source


@dataclass(frozen=True, slots=True)
class Case:
    """A span with what is known of it, sentences that it supports, and sentences that it does not."""

    text: str
    true: tuple[str, ...]
    false: tuple[str, ...]
    before: str = ""
    date: str | None = None
    speaker: str | None = None
    title: str | None = None

    @property
    def source(self) -> Source:
        """The span as a writer cites it."""
        return Source("a.txt", 0, len(self.text), self.text, self.before, self.title, self.date, self.speaker)


CASES = (
    Case(
        "He expects the turnover to soar by 30% this year to $220-230 billion.",
        (
            "One article says that he expects turnover to soar by 30% in 2023 to $220-230 billion.",
            "Yet he expects the turnover to soar to $220-230 billion.",
            "Another report, however, says that he expects the turnover to soar by 30 percent.",
            "a.txt says he expects the turnover to soar by 30% this year.",
            "The third article also quotes him as saying that he expects the turnover to soar by 30%.",
        ),
        (
            "Two articles say that he expects the turnover to soar by 30% this year.",
            "One article says that he expects the turnover to soar by 40% this year.",
            "b.txt says he expects the turnover to soar by 30% this year.",
            "In 2023 to $240 billion he expects the turnover to soar.",
            "A third of the turnover is to soar by 30% this year.",
        ),
        date="2023-12-15",
    ),
    Case(
        "The dam on the river Oste was opened in 1957 and supplies about 140,000 households with electricity.",
        (
            "The Oste dam supplies roughly 140,000 households with electricity.",
            "The dam was opened in 1957.",
            "Opened in 1957, the dam on the Oste supplies electricity to 140 thousand households.",
        ),
        (
            "The dam was opened in 1975.",
            "The dam supplies about 14,000 households with electricity.",
            "The dam on the river Elbe was opened in 1957.",
            "The dam was closed in 1957.",
            "The dam does not supply households with electricity.",
        ),
    ),
    Case(
        "Revenue fell 12 percent to €3.4 billion in the second quarter, the company said on Tuesday.",
        (
            "Second-quarter revenue fell by 12% to 3.4 billion euros.",
            "Revenue decreased by twelve per cent in the second quarter.",
            "On 6 May 2025 the company said that revenue had fallen to €3.4bn.",
        ),
        (
            "Second-quarter revenue rose by 12% to 3.4 billion euros.",
            "Revenue fell 12 percent to $3.4 billion in the second quarter.",
            "Revenue fell 12 percent to €3.4 million in the second quarter.",
            "Revenue fell 12 percent in the third quarter.",
            "On Wednesday the company said that revenue fell 12 percent.",
            "On 7 May 2025 the company said that revenue fell 12 percent.",
        ),
        date="2025-05-08",
    ),
    Case(
        "“We will not raise fares this year,” Transport Minister Ilse Brandt told reporters in Graz.",
        (
            "Ilse Brandt said that fares will not be raised this year.",
            "Transport Minister Ilse Brandt told reporters: “We will not raise fares this year.”",
            "“We will not raise fares this year,” Brandt said.",
        ),
        (
            "Ilse Brandt said that fares will be raised this year.",
            "Finance Minister Ilse Brandt said that fares will not be raised this year.",
            "“We will never raise fares,” Brandt said.",
            "Reporters told Ilse Brandt in Graz that they will not raise fares this year.",
            "Karl Moser said that fares will not be raised this year.",
            "Deputy Transport Minister Ilse Brandt said fares will not be raised.",
        ),
        speaker="Ilse Brandt",
    ),
    Case(
        "He refused to sign the treaty, which was adopted by 41 of the 53 members.",
        (
            "Okello did not sign the treaty.",
            "Okello refused to sign the treaty.",
            "41 of the 53 members adopted the treaty.",
            "The treaty was adopted by forty-one members.",
        ),
        (
            "Okello signed the treaty.",
            "All members adopted the treaty.",
            "The treaty was adopted by 53 of the 41 members.",
            "The treaty was rejected by 41 members.",
        ),
        before="President Daniel Okello left the hall.",
    ),
    Case(
        "The two companies agreed in 2019 to build up to 30 wind turbines, but only 12 have been completed.",
        (
            "Only twelve of the wind turbines have been completed.",
            "In 2019 the two companies agreed to build up to 30 wind turbines.",
        ),
        (
            "The two companies have built 30 wind turbines.",
            "The three companies agreed in 2019 to build up to 30 wind turbines.",
            "Only 13 wind turbines have been completed.",
            "The two companies refused in 2019 to build wind turbines.",
        ),
    ),
    Case(
        "Doctors at St. Mary's hospital treated 1,250 patients last winter, more than in any winter before.",
        (
            "St. Mary's hospital treated 1250 patients last winter.",
            "Last winter doctors treated more patients than in any winter before.",
        ),
        (
            "Last winter doctors treated fewer patients than in any winter before.",
            "St. Mary's hospital treated 1,520 patients last winter.",
            "St. John's hospital treated 1,250 patients last winter.",
        ),
    ),
    Case(
        "The IMF expects the economy to grow by between 2.5 and 3 percent next year.",
        (
            "The International Monetary Fund expects growth of 2.5 to 3 percent next year.",
            "The IMF expects the economy to grow by 2.5-3% next year.",
        ),
        (
            "The economy grew by 2.5 to 3 percent.",
            "The IMF expects the economy to shrink by 2.5 to 3 percent next year.",
            "The World Bank expects the economy to grow by between 2.5 and 3 percent next year.",
            "The IMF expects the economy to grow by 2 to 3 percent next year.",
        ),
    ),
    Case(
        "Volodymyr Zelensky thanked Polish Prime Minister Donald Tusk for the delivery of 14 Leopard tanks.",
        (
            "Zelenskyy thanked Donald Tusk for delivering 14 Leopard tanks.",
            "Poland's Prime Minister Tusk was thanked by Zelensky for the tanks.",
        ),
        (
            "Tusk thanked Zelensky for the delivery of 14 Leopard tanks.",
            "Zelensky thanked Polish President Donald Tusk for the tanks.",
            "Zelensky thanked Tusk for the delivery of 14 Abrams tanks.",
            "Zelensky thanked Tusk for the delivery of 40 Leopard tanks.",
        ),
    ),
    Case(
        "The novel, first published in Lisbon in 1998, has been translated into 22 languages.",
        (
            "The novel was first published in 1998 in Lisbon.",
            "The book has been translated into twenty-two languages.",
        ),
        (
            "The novel was first published in Porto in 1998.",
            "The novel has never been translated.",
            "The novel has been translated into 22 languages, including Japanese.",
        ),
        title="A novel of the harbour",
    ),
    Case(
        "Neither the mayor nor her deputy attended the ceremony on June 3.",
        (
            "The mayor did not attend the ceremony on 3 June.",
            "The mayor and her deputy were absent from the ceremony on June 3, 2024.",
        ),
        (
            "The mayor attended the ceremony on June 3.",
            "The mayor did not attend the ceremony on June 4.",
            "The mayor did not attend the ceremony on 3 June 2023.",
        ),
        date="2024-06-05",
    ),
    Case(
        "According to police, the suspect, a 34-year-old man from Leeds, was arrested at 5.30 a.m. without resistance.",
        (
            "Police said a 34-year-old man from Leeds was arrested at 5:30 am.",
            "The suspect was arrested without resistance.",
            "The suspect did not resist.",
        ),
        (
            "The suspect was arrested at 5.30 p.m.",
            "A 43-year-old man from Leeds was arrested.",
            "The suspect, a woman from Leeds, was arrested.",
            "The suspect was released without resistance.",
        ),
    ),
    Case(
        "Brazil imports more wheat from Argentina than from Canada.",
        (
            "Brazil imports more wheat from Argentina than from Canada.",
            "More of Brazil's wheat is imported from Argentina than from Canada.",
        ),
        (
            "Brazil exports more wheat to Argentina than to Canada.",
            "Brazil imports less wheat from Argentina than from Canada.",
            "Brazil imports more wheat from Canada than from Argentina.",
            "Brazil imports wheat only from Argentina.",
        ),
    ),
    Case(
        "“The vaccine is safe,” Dr. Amara Obi said, adding that 3 of 9,000 volunteers had a fever.",
        (
            "Amara Obi said the vaccine is safe.",
            "According to Obi, three of 9000 volunteers had a fever.",
        ),
        (
            "Amara Obi said the vaccine is unsafe.",
            "According to Obi, three of 900 volunteers had a fever.",
            "Obi said that no volunteers had a fever.",
            "The health ministry said the vaccine is safe.",
        ),
        speaker="Amara Obi",
    ),
    Case(
        "The museum holds over 260,000 volumes, including the largest collection of maps in Norway.",
        (
            "The museum has the largest collection of maps in Norway.",
            "The museum holds more than 260,000 volumes.",
        ),
        (
            "The museum has the smallest collection of maps in Norway.",
            "The museum has the largest collection of maps in Sweden.",
            "The museum holds the largest collection of maps in the world.",
            "The museum holds fewer than 260,000 volumes.",
        ),
    ),
    Case(
        "Apple sued Samsung in April 2011, and a jury awarded it $1.05 billion in August 2012.",
        (
            "Apple sued Samsung in April 2011.",
            "In August 2012 a jury awarded Apple 1.05 billion dollars.",
            "Samsung was sued by Apple in 2011.",
        ),
        (
            "Samsung sued Apple in April 2011.",
            "In August 2011 a jury awarded Apple $1.05 billion.",
            "Apple was sued by Samsung in April 2011.",
            "A jury awarded Apple £1.05 billion in August 2012.",
        ),
    ),
    Case(
        "The bridge may reopen before Christmas if the weather stays mild, engineers say.",
        (
            "Engineers say the bridge may reopen before Christmas if the weather stays mild.",
            "The bridge might reopen before Christmas.",
        ),
        (
            "The bridge reopened before Christmas.",
            "The bridge may reopen after Christmas.",
            "The bridge may close before Christmas if the weather stays mild.",
        ),
    ),
    Case(
        "In the 1990s, Hull's fishing fleet shrank from 150 boats to 22.",
        (
            "Hull's fishing fleet shrank to 22 boats in the 1990s.",
            "In the 1990s the fleet of Hull declined from 150 boats to 22.",
        ),
        (
            "Hull's fishing fleet grew from 22 boats to 150 in the 1990s.",
            "In the 1980s, Hull's fishing fleet shrank from 150 boats to 22.",
            "Hull's fishing fleet shrank to 20 boats.",
        ),
    ),
    Case(
        "The minister denied that the government had paid the ransom.",
        (
            "The minister denied that the government paid the ransom.",
            "The minister said that the government had not paid the ransom.",
        ),
        (
            "The government had paid the ransom.",
            "The minister confirmed that the government had paid the ransom.",
            "The minister said that the government had paid the ransom.",
        ),
    ),
    Case(
        "The premier was in Oslo on May 16, marking his first trip abroad since the vote.",
        ("The premier marked his first trip abroad since the vote in Oslo.",),
        ("The premier marked his first trip abroad since the vote in Bergen.",),
    ),
    Case(
        "Lund and Xi declared a “northern alliance” just before the storm, and they have met twice since then.",
        ("Eva Lund and Xi Haoran declared a “northern alliance” just before the storm.",),
        ("Eva Lund and Li Haoran declared a “northern alliance” just before the storm.",),
        before="Eva Lund received Xi Haoran in Oslo.",
        speaker="Xi",
    ),
    Case(
        "He alleged that the fleet was trying to expand its reach in the Baltic, a sea which he said was closed to it.",
        ("Berg alleged that the fleet was trying to expand its reach in the Baltic.",),
        ("The fleet was trying to expand its reach in the Baltic, a sea which he said was closed to it.",),
        before="Anton Berg spoke in Oslo.",
    ),
    Case(
        "Lund's visit to Norway was his first trip abroad; in March Norwegian mayor Eva Berg paid a visit to Osk.",
        (
            "Lund's first trip abroad was a visit to Norway.",
            "Norwegian mayor Eva Berg paid a visit to Osk in March.",
            "Berg paid a visit to Osk.",
        ),
        ("Lund's first trip abroad was a visit to Sweden.", "Lund paid a visit to Osk in March."),
    ),
    Case(
        "To obtain a precise drawing of the harbour, one has to decide how depths are encoded as shades of blue.",
        ("To obtain an exact drawing of the harbour, one has to decide how depths are encoded as shades of blue.",),
        ("To paint a childish drawing of the harbour, one has to decide how depths are encoded as shades of blue.",),
    ),
)  # fmt: skip
