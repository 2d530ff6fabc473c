"""The wordings of the categories, as the frames of two decades vary them; the procedures are invented."""

from __future__ import annotations

import pytest

from guidetrack.extract import classify
from guidetrack.extract.categories import categorise
from guidetrack.extract.category_rules import RULES

_P = "balloon dilatation of the example vein"
_ADEQUATE = f"Current evidence on the safety and efficacy of {_P}"

_SAID: dict[str, tuple[str, ...]] = {
    "standard-arrangements": (
        f"{_ADEQUATE} appears adequate to support the use of this procedure, provided that the normal arrangements are in place for consent, audit and clinical governance.",
        f"{_ADEQUATE} appears adequate to support the use of the procedure provided that normal arrangements are in place for consent, audit and clinical governance.",
        f"{_ADEQUATE} is adequate to support the use of this procedure provided that normal arrangements are in place for clinical governance, consent and audit.",
        "Evidence on short-term efficacy is adequate. Therefore this procedure may be used with normal arrangements for clinical governance, consent and audit.",
        "This procedure may be used provided that standard arrangements are in place for clinical governance, consent and audit.",
        f"{_ADEQUATE} is adequate to support using this procedure provided that standard arrangements are in place for clinical governance, consent and audit.",
        "Evidence on efficacy is limited in quantity but there are no major safety concerns; the procedure can be used provided that standard arrangements are in place.",
        f"Use {_P} as an option for treating example stenosis with standard arrangements in place for clinical governance, consent and audit.",
        "The evidence is adequate to support the use of this procedure, with the usual arrangements for consent and audit.",
        f"{_P.capitalize()} can be used in the NHS with standard arrangements in place for clinical governance, consent and audit.",
        f"{_ADEQUATE} is adequate to support the use of this procedure in adults provided that standard arrangements are in place for clinical governance, consent\u00a0and audit.",
    ),
    "special-arrangements": (
        f"{_ADEQUATE} does not appear adequate for this procedure to be used without special arrangements for consent and for audit or research.",
        f"{_ADEQUATE} do not appear adequate to support the use of this procedure without special arrangements for consent and for audit or research.",
        f"{_ADEQUATE} is not adequate for the procedure to be used without special arrangements for consent and for audit or research.",
        "The evidence is inadequate for this procedure to be used without special arrangements for audit, consent and research.",
        "The procedure should not be used without special arrangements for consent and for audit or research.",
        "Therefore, this procedure should only be used with special arrangements for clinical governance, consent and audit or research.",
        "Therefore this procedure should only be used with special arrangements for clinical governance, consent, and audit or research.",
        "So, it should only be used with special arrangements for clinical governance, consent, and audit or research.",
        f"Use {_P} only with special arrangements for clinical governance, consent, and audit or research.",
        f"{_P.capitalize()} should be used only with special arrangements for clinical governance, consent and research.",
        "This procedure may only be used with special arrangements for consent and for audit or research.",
        "The procedure should be done only with special arrangements for clinical governance, consent and audit.",
        "Evidence is limited. The procedure should only be used if special arrangements are in place for consent and for audit or research.",
        "For people aged 50 or under, this procedure should only be used with special arrangements for clinical governance, consent and audit or research.",
        "The procedure needs special arrangements for consent and audit.",
        "with special arrangements for clinical governance, consent and audit or research, in people under 50",
    ),
    "research-only": (
        "Therefore, this procedure should only be used in the context of research.",
        "Therefore this procedure should be used only in the context of research.",
        "The procedure should only be used in research, which should clearly describe patient selection.",
        "It is suitable for use only within good-quality research studies approved by a research ethics committee and with explicit patient consent.",
        "It is suitable for use only within good\u2011quality research studies.",
        "This procedure should only be done as part of a formal research study and a research ethics committee needs to have approved its use.",
        "More research is needed on the example scanner before it can be used in the NHS.",
        "More research is needed on 2 technologies to assess the example vein before they can be used in the NHS: alpha and beta.",
        "Further research is needed on balloon dilatation before it can be recommended for routine use in the NHS.",
        f"Use {_P} only in research.",
        f"{_P.capitalize()} should be used only in research.",
        "The procedure should only be carried out in the context of randomised controlled trials.",
        "This procedure should only be used as part of a clinical trial.",
        "This procedure should not be used except in the context of research.",
        "The procedure should not be used outside the context of research.",
        "This procedure should only be undertaken within the context of a formal clinical trial.",
        "Current evidence is inadequate; therefore, this procedure should only be used in adults in the context of research.",
        "The procedure should be performed only in the context of research studies.",
        "Use of this procedure should be restricted to research.",
        "The evidence is not adequate to support the use of this procedure outside formal research.",
        "The example test is recommended for use in research only.",
        "The example tests should only be used in research in people with example disease.",
        "It should be undertaken only within the context of an ethics committee approved study.",
        "The example device can only be used in research.",
        "More research is needed on the example test to assess veins before it can be funded by the NHS.",
    ),
    "do-not-use": (
        "Therefore, this procedure should not be used in the management of example disease.",
        "Therefore, this procedure should not be used.",
        "The evidence shows that there are serious complications. This procedure should not be used for this indication.",
        f"Do not use {_P} for treating example stenosis.",
        "So, this procedure should not be used.",
        f"{_P.capitalize()} should not be used to treat example stenosis.",
        "This procedure should not be done in people with the example syndrome.",
        "This procedure must not be used in children.",
        "This procedure should no longer be used.",
        "Examplimab should not be used to treat example disease in adults.",
        "For people with the example syndrome, do not use this procedure.",
    ),
    "evidence-generation": (
        "Three technologies can be used in the NHS during the evidence generation period as options for assessing example veins.",
        "The example device can be used in the NHS while more evidence is generated, as an option for adults.",
        "The example device can be used while more evidence is generated. It can only be used once it has approval.",
        "Examplimab can be used in the NHS during the managed access period.",
        "The technology can be used as an option in the NHS during the 3-year evidence generation period.",
        "The technologies are conditionally recommended for use in the NHS while further evidence is generated.",
        "The device is recommended for use in the NHS while more evidence is being collected.",
        "Examplimab is recommended with managed access as an option for treating example disease.",
        "The example app can be used once approved, while evidence is being generated.",
        "The procedure can be used in the NHS with more evidence generation.",
        "The example app can be used in the NHS during the evidence\u2011generation period.",
        "While more evidence is generated, the example scanner can be used in the NHS as an option.",
    ),
    "not-recommended": (
        "Examplimab is not recommended, within its marketing authorisation, for treating example disease.",
        "The example assay is not recommended for the early rule out of example disease.",
        "The example device is not currently recommended for routine adoption in the NHS.",
        "The evidence is not sufficient, at the time of writing, to support the case for routine adoption of the example device in the NHS.",
        "There is not enough evidence to support the case for routine adoption of the device.",
        "There is currently insufficient evidence to recommend the routine adoption of the example test in the NHS.",
        "There is not enough evidence to recommend the example test.",
        "The case for adopting the example device in the NHS is not supported by the evidence.",
        "The evidence does not support the case for adopting the example device in the NHS.",
        "The example tests are not recommended for use in the NHS.",
        "NICE does not recommend the example device.",
        "The tests show promise but there is currently insufficient evidence to recommend their routine use in the NHS.",
        "The device has potential, but there is not enough good-quality evidence to support the case for routine adoption.",
        "The current evidence does not support the case for routine adoption of the example device.",
        "Examplimab cannot be recommended for treating example disease.",
    ),
    "recommended": (
        "The example assay and the sample assay are recommended as options for the early rule out of example disease.",
        "Examplimab is recommended as an option for treating example disease in adults.",
        "Examplimab is recommended, within its marketing authorisation, as an option for treating example disease.",
        "Examplimab with examplitinib is recommended, within its marketing authorisation, for treating example disease.",
        "The example system is recommended for use in people with example disease.",
        "The case for adopting the example device in the NHS is supported by the evidence.",
        "The evidence supports the case for adopting the example device in the NHS.",
        "The case for adopting the example device for people at risk is supported by the evidence.",
        "NICE recommends the example device for people with example disease.",
        "Examplimab is recommended for use within the Cancer Drugs Fund as an option for treating example disease.",
        "The case for adopting the example device is partially supported by the evidence.",
        "Examplimab, alone or with examplitinib, is recommended, in line with its marketing authorisation, for treating example disease.",
        "Examplimab is recommended only if the company provides it according to the commercial arrangement.",
        "The example test is recommended to guide treatment of example disease.",
    ),
    "can-be-used": (
        "The example drug can be used, within its marketing authorisation, as an option for the treatment of example disease in adults.",
        "The example device can be used in the NHS as an option to treat example stenosis.",
        f"{_P.capitalize()} can be used in the NHS.",
        "The example procedure can be used as an option for people with example stenosis.",
        "Four technologies can be used as options in the NHS to help monitor example disease.",
        "Examplimab can be used as an option to treat example disease in adults.",
        "The example device can be used to treat example stenosis in adults.",
    ),
}

_SAYS_NOTHING = (
    "Use of NICE's information for the public is recommended.",
    "Use of the Institute's information for patients is recommended.",
    "Parents should be given clear written information. Use of NICE\u2019s Information for the Public is recommended.",
    "Inform the clinical governance leads in their Trusts.",
    "Further research is recommended to reduce uncertainty about long-term outcomes.",
    "Further research should report patient selection and long-term outcomes.",
    "NICE encourages further research into this procedure and may update the guidance on publication of further evidence.",
    "More research is needed on long-term outcomes.",
    "Clinical audit of outcomes is recommended.",
    "NICE may review the procedure on publication of further evidence.",
    "Patient selection should be done by a multidisciplinary team.",
    "This procedure should only be carried out by clinicians with specific training in the procedure.",
    "This procedure should only be carried out in specialist centres that take part in research.",
    "This procedure should only be offered to gravely ill infants, and in the setting of a specialist unit.",
    "Clinicians wishing to undertake the procedure should take the following actions:",
    "NICE's audit tool can be used to monitor outcomes.",
    "The outcomes audit tool can be used as part of local audit.",
    "Find out what special arrangements mean on the NICE interventional procedures guidance page.",
    "Find out what standard arrangements mean on the page about the procedures.",
    "NICE may withdraw the guidance if these conditions are not met.",
    "It is recommended that all patients are entered on the register.",
    "The limited evidence is of poor quality.",
    "Healthcare professionals should take into account any special arrangements relating to new procedures.",
    "Consider the procedure for people who cannot have surgery.",
    "Offer the example drug to adults.",
    "Training in the procedure is recommended for all operators.",
    "Follow-up in the long term is recommended.",
    "Results should not be used to compare hospitals.",
    "General anaesthesia is recommended for patients having this procedure.",
    "A multidisciplinary approach is recommended when assessing patients.",
    "Research is recommended to address uncertainties about the claimed benefits.",
    "Evidence on efficacy is inadequate in quality and quantity.",
    "Current evidence does not appear adequate to support the routine use of this procedure.",
    "NICE is unable to make a recommendation because no evidence was submitted.",
    "Centres already using the device may continue to do so.",
    "This procedure is no longer used with special arrangements.",
    "",
)


@pytest.mark.parametrize(
    ("category", "text"),
    [(category, text) for category, texts in _SAID.items() for text in texts],
)
def test_a_wording_has_its_category(category: str, text: str) -> None:
    assert [match.category for match in classify(text)] == [category]


@pytest.mark.parametrize("text", _SAYS_NOTHING)
def test_a_wording_no_rule_knows_has_none(text: str) -> None:
    assert classify(text) == ()


def test_two_populations_in_one_paragraph_have_a_category_each() -> None:
    text = (
        "For people over 50, this procedure should not be used. For people aged 50 or under, it should"
        " only be used with special arrangements for clinical governance, consent and audit or research."
    )
    assert [match.category for match in classify(text)] == ["do-not-use", "special-arrangements"]


def test_one_test_can_be_recommended_and_another_not() -> None:
    text = (
        "The example assay is recommended as an option for adults. The sample assay is not"
        " recommended for use in the NHS."
    )
    assert [match.category for match in classify(text)] == ["recommended", "not-recommended"]


def test_the_matched_words_are_kept_with_their_place() -> None:
    text = "Evidence is limited. Therefore, this procedure should not be used."
    (match,) = classify(text)
    assert match.words == "should not be used"
    assert text[match.start : match.end] == match.words


@pytest.mark.parametrize(
    ("stem", "bullet", "category"),
    [
        ("This procedure should:", "not be used in people with example syndrome", "do-not-use"),
        (
            "This procedure should only be used:",
            "with special arrangements for consent and audit, in people under 50",
            "special-arrangements",
        ),
        ("This procedure should only be used:", "in the context of research", "research-only"),
        ("Current evidence is limited.", "in the context of research", None),
        ("This procedure should not be used in people with:", "example syndrome", None),
        ("Clinicians should:", "inform the clinical governance leads", None),
    ],
)
def test_a_bullet_is_read_on_from_its_stem(stem: str, bullet: str, category: str | None) -> None:
    assert categorise(bullet, stem) == ((category,) if category else ())


def test_the_rules_are_asked_in_the_stated_order() -> None:
    order = list(dict.fromkeys(rule.category for rule in RULES))
    assert order == [
        "evidence-generation",
        "special-arrangements",
        "research-only",
        "do-not-use",
        "standard-arrangements",
        "not-recommended",
        "recommended",
        "can-be-used",
    ]


def test_every_rule_names_where_its_wording_was_seen() -> None:
    assert all(rule.source for rule in RULES)


def test_every_rule_is_reached_by_some_wording() -> None:
    texts = [text for texts in _SAID.values() for text in texts]
    reached = {rule for rule in RULES for text in texts if rule.pattern.search(text)}
    assert [rule.pattern.pattern for rule in RULES if rule not in reached] == []


def test_classifying_hostile_text_takes_no_time() -> None:
    assert classify("more evidence is needed " * 20_000 + "before") == ()
    assert classify("not " * 50_000) == ()
    assert classify("only used in " * 20_000) == ()
