"""People with posts: where a post begins, where a name ends, whose post it is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangzhi.parse.page import Page
from fangzhi.parse.people import mentions
from tests.parse.reading import calls, page, posts


class TestPosts:
    def test_the_post_with_its_body_stands_before_the_name(self):
        assert posts("青河市财政局局长陈岭出席会议。") == {"陈岭": ["青河市财政局局长"]}

    def test_posts_before_one_name_are_split_at_the_mark_and_at_concurrently(self):
        text = "市委常委、清溪区委书记、青河高新区党工委书记高远山主持会议，副区长兼公安分局局长陈岭汇报。"
        assert posts(text) == {
            "高远山": ["市委常委", "清溪区委书记", "青河高新区党工委书记"],
            "陈岭": ["副区长", "公安分局局长"],
        }

    def test_commas_part_persons(self):
        text = "县长高远山，副县长陈岭，县财政局局长林晓梅参加会议。"
        assert posts(text) == {"高远山": ["县长"], "陈岭": ["副县长"], "林晓梅": ["县财政局局长"]}

    def test_a_comma_with_no_name_before_it_parts_posts(self):
        text = "区委副书记、区长，清溪产业园党工委书记、管委会主任高远山主持会议。"
        assert posts(text) == {"高远山": ["区委副书记", "区长", "清溪产业园党工委书记", "管委会主任"]}

    @pytest.mark.parametrize("post", ["一级巡视员", "四级调研员", "原副县长", "代县长", "常务副市长", "党组副书记", "总工程师", "董事长", "人大常委会副主任"])
    def test_a_rank_belongs_to_the_post(self, post):
        assert posts(f"{post}高远山出席会议。") == {"高远山": [post]}

    def test_dates_and_verbs_before_a_post_are_left_out(self):
        assert posts("3月16日上午，市长高远山出席会议。随后，来到现场的副市长陈岭讲话。") == {"高远山": ["市长"], "陈岭": ["副市长"]}

    def test_the_longest_title_comes_first(self):
        assert posts("青河水务集团董事长江岸青介绍了情况。") == {"江岸青": ["青河水务集团董事长"]}
        assert posts("市政府秘书长袁山青出席。") == {"袁山青": ["市政府秘书长"]}

    def test_a_post_behind_the_name_in_brackets_is_his_too(self):
        assert posts("总河长高远山(县委书记)巡河。") == {"高远山": ["总河长", "县委书记"]}

    def test_what_stands_in_brackets_beside_a_name_is_no_part_of_it(self):
        assert posts("副市长林晓梅(女，回族)、陈岭出席会议。") == {"林晓梅": ["副市长"], "陈岭": ["副市长"]}


class TestLists:
    def test_a_title_is_that_of_every_name_of_its_list(self):
        assert posts("副市长高远山、陈岭、林晓梅参加会议。") == {name: ["副市长"] for name in ("高远山", "陈岭", "林晓梅")}

    def test_a_label_of_several_people_is_the_post_of_each(self):
        assert posts("区领导高远山、陈岭参加活动。") == {"高远山": ["区领导"], "陈岭": ["区领导"]}

    def test_a_label_behind_the_names_is_the_post_of_each(self):
        assert posts("高远山、陈岭、林晓梅等市领导出席大会。") == {name: ["市领导"] for name in ("高远山", "陈岭", "林晓梅")}

    def test_a_new_title_ends_the_list(self):
        text = "副市长高远山、陈岭，市政协副主席林晓梅和市财政局局长王青石参加。"
        assert posts(text) == {"高远山": ["副市长"], "陈岭": ["副市长"], "林晓梅": ["市政协副主席"], "王青石": ["市财政局局长"]}

    def test_a_title_behind_the_name(self):
        assert posts("陈远文部长介绍了情况。") == {"陈远文": ["部长"]}

    def test_a_compound_family_name_before_a_title_is_whole(self):
        assert posts("欧阳清源市长介绍了情况。") == {"欧阳清源": ["市长"]}


class TestCounterExamples:
    @pytest.mark.parametrize(
        "text",
        [
            "市财政局局长负责抓好落实。",
            "李教育局长到任。",
            "各县区委书记、县区长要扛起责任。",
            "记者陈岭报道。",
            "责任编辑：林晓梅",
            "会议由市委书记主持。",
            "要发挥村党支部书记带头作用。",
            "高远山在会上发言。",
            "县委书记张某某出席会议。",
        ],
    )
    def test_titles_without_names_and_names_without_titles_are_nobody(self, text):
        assert posts(text) == {}

    def test_an_honorific_is_no_post(self):
        assert posts("县长高远山同志主持会议，陈岭先生参加。") == {"高远山": ["县长"]}


class TestSecondMentions:
    def test_a_bare_name_counts_where_the_page_names_it_with_a_post(self):
        found = mentions(page("市长高远山出席会议。高远山指出，要抓好落实。"))
        assert [(m.name, bool(m.posts)) for m in found] == [("高远山", True), ("高远山", False)]

    def test_a_name_that_runs_on_into_a_word_is_no_second_mention(self):
        found = mentions(page("市长高远出席会议。高远山水美如画。"))
        assert len(found) == 1

    def test_a_bare_name_before_the_one_with_the_post_counts_as_well(self):
        found = mentions(page("高远山主持会议。市长高远山强调，要抓好落实。"))
        assert [m.start for m in found] == [0, 10]


PEOPLE = ["市长高远山", "副市长陈岭", "林晓梅", "县委书记", "、", "，", "和", "等", "市领导", "欧阳清源", "主持会议", "(女)", "(", ")", "。", "高远山", "兼", "出席", "：", "\n", "3月16日"]
PAGES = st.lists(st.sampled_from(PEOPLE), max_size=16).map("".join)


@given(PAGES)
@settings(deadline=None)
def test_a_mention_holds_its_name_and_its_titles_close_its_posts(text):
    found = mentions(page(text))
    for mention in found:
        assert text[mention.start : mention.end].replace("　", "").replace(" ", "") == mention.name
        for post in mention.posts:
            assert 0 <= post.start <= post.title < post.end <= len(text)
            assert not set("，。\n") & set(text[post.start : post.end])
            assert post.end <= mention.start or post.start >= mention.end
    assert [m.start for m in found] == sorted(m.start for m in found)


@given(PAGES)
@settings(deadline=None)
def test_a_bare_mention_has_the_name_of_somebody_with_a_post(text):
    found = mentions(page(text))
    assert {m.name for m in found if not m.posts} <= {m.name for m in found if m.posts}


@given(PAGES)
@settings(deadline=None)
def test_a_page_and_its_copy_behind_it_name_the_same_people_with_the_same_posts(text):
    assert posts(f"{text}\n{text}") == posts(text)


@pytest.mark.parametrize(
    "unit",
    ["高远山、", "市长", "市长、", "市长高远山、", "(", "市长(", "、", "3", "高", "等市领导", "高远山等", "和", "副", "局长，", "高远山)", "欧阳", "——", "任"],
)
@pytest.mark.parametrize("end", ["。", "、", ""])
def test_work_grows_no_faster_than_a_sentence(unit, end):
    def work(times: int) -> int:
        text = "副市长" + unit * times + end
        return calls(lambda: mentions(Page(text, (("main", 0, len(text)),))))

    work(10)  # tables are loaded once
    small, large = work(150), work(300)
    assert large <= 2.4 * small + 2000
