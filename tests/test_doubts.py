"""What the words themselves leave in doubt lowers the class of a record, whatever the layout promises."""

from graph.places import Gazetteer
from tests.test_reading import agreements

IBUSUKI = "lg/jp-462101"


def test_a_town_that_merged_into_the_publisher_is_no_partner_of_it(gazetteer: Gazetteer) -> None:
    text = "姉妹都市\n\n・山川町（平成3年5月12日　姉妹都市）\n・開聞町（平成5年6月1日　姉妹都市）\n"
    ties = agreements(text, gazetteer, IBUSUKI)
    assert not [one for one in ties if one.confidence in "AB"]


def test_a_date_above_the_name_may_belong_to_the_partner_before_it(gazetteer: Gazetteer) -> None:
    text = "都市名　福井市\n種別　姉妹都市\n\n締結日　平成3年5月12日\n都市名　千歳市\n種別　姉妹都市\n"
    assert not [one for one in agreements(text, gazetteer) if one.confidence == "A"]


def test_another_date_between_name_and_date_leaves_a_choice(gazetteer: Gazetteer) -> None:
    text = "姉妹都市\n・福井市（昭和60年5月1日、平成6年11月16日　姉妹都市）\n"
    assert not [one for one in agreements(text, gazetteer) if one.confidence == "A"]
