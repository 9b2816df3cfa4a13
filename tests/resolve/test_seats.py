"""Posts, names and companies under the one key that all their forms share."""

from __future__ import annotations

import polars as pl
import pytest

from fangzhi.resolve import organizations
from fangzhi.resolve.bodies import company_key
from fangzhi.resolve.names import reading
from fangzhi.resolve.project_titles import likeness, read_title
from fangzhi.resolve.seats import seat
from fangzhi.resolve.sectors import sector

XUZHOU, CANGZHOU, ZIYUAN = "320300", "130900", "450329"


@pytest.mark.parametrize(
    ("post", "organization", "title", "home", "scope", "name"),
    [
        ("市委常委", "市委", "常委", XUZHOU, XUZHOU, "徐州市委"),
        (
            "徐州经济技术开发区党工委书记",
            "徐州经济技术开发区",
            "党工委书记",
            XUZHOU,
            "320300/经开区",
            "徐州经开区党工委",
        ),
        ("经开区党工委副书记", "经开区党工委", "副书记", XUZHOU, "320300/经开区", "徐州经开区党工委"),
        ("铜山区委书记", "铜山区委", "书记", XUZHOU, "320312", "铜山区委"),
        ("青县县委书记", "青县", "县委书记", CANGZHOU, "130922", "青县县委"),
        ("沧州渤海新区党工委书记", "沧州渤海新区", "党工委书记", CANGZHOU, "130900/渤海新区", "沧州渤海新区党工委"),
        ("副市长", None, "副市长", XUZHOU, XUZHOU, "徐州市政府"),
        ("代市长", "市委", "代市长", XUZHOU, XUZHOU, "徐州市政府"),
        ("市委宣传部副部长", "市委宣传部", "副部长", XUZHOU, XUZHOU, "徐州市委宣传部"),
        ("市住房和城乡建设局局长", "市住房和城乡建设局", "局长", XUZHOU, XUZHOU, "徐州市住房和城乡建设局"),
        ("全国政协常委", "全国政协", "常委", XUZHOU, "cn", "全国政协"),
        ("黄龙村党总支书记", "黄龙村党总支", "书记", ZIYUAN, "450329/黄龙村", "黄龙村党委"),
    ],
)
def test_a_post_leads_to_a_body_of_a_place(post, organization, title, home, scope, name):
    found = seat(post, organization, title, home)
    assert found.scope == scope
    assert organizations.label(organizations.of_seat(found.scope, found.organ, organization, home)) == name


def test_the_unit_of_a_page_whose_place_is_not_known_stays_open():
    assert seat("市委常委", "市委", "常委", None).scope is None


def test_a_post_held_before_is_told_from_one_that_is_held():
    assert seat("州政协原主席", "州政协", "原主席", "522600").former
    assert not seat("州政协主席", "州政协", "主席", "522600").former


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("江苏晨岚硅业科技发展有限公司", "晨岚硅业"),
        ("晨岚新材料(徐州)有限公司", "晨岚新材料"),
        ("晨岚集团", "晨岚"),
        ("徐州工程机械集团有限公司", "徐州工程机械"),
    ],
)
def test_a_company_is_known_by_what_tells_it_from_others(name, key):
    assert company_key(name) == key


@pytest.mark.parametrize(
    ("name", "pinyin"),
    [
        ("单志刚", "Shan Zhigang"),
        ("查铭", "Zha Ming"),
        ("仇清源", "Qiu Qingyuan"),
        ("解忠", "Xie Zhong"),
        ("欧阳清源", "Ouyang Qingyuan"),
        ("尉迟锋", "Yuchi Feng"),
        ("吕梁", "Lü Liang"),
        ("阿依古丽·买买提", "Ayiguli Maimaiti"),
    ],
)
def test_a_name_is_read_as_surnames_are(name, pinyin):
    assert reading(name) == pinyin


@pytest.mark.parametrize(
    ("post", "organization", "title", "expected"),
    [
        ("市委副书记", "市委", "副书记", "party"),
        ("副市长", None, "副市长", "government"),
        ("市人大常委会副主任", "市人大常委会", "副主任", "congress"),
        ("市政协副主席", "市政协", "副主席", "cppcc"),
        ("晨岚股份公司党委书记", "晨岚股份公司", "党委书记", "enterprise"),
        ("市中级人民法院院长", "市中级人民法院", "院长", "justice"),
        ("区领导", None, "区领导", None),
    ],
)
def test_the_sector_is_that_of_the_body_or_of_the_title(post, organization, title, expected):
    assert sector(post, organization, title) == expected


@pytest.mark.parametrize(
    ("first", "second", "way"),
    [
        ("晨岚储能电池项目", "晨岚储能电池", "equal"),
        ("徐州晨岚储能电池基地", "晨岚储能电池产业园", "renamed"),
        ("晨岚新能源储能电池基地", "晨岚储能电池基地", "fuller"),
        ("日丰新能源电机", "日牵新能源电机", "changed"),
    ],
)
def test_names_of_projects_are_alike_in_different_ways(first, second, way):
    one, other = read_title(first, None), read_title(second, None)
    pair = {"core": one.core, "stem": one.stem, "core_other": other.core, "stem_other": other.stem}
    assert likeness(pl.DataFrame([pair]))["way"].to_list() == [way]


def test_phases_and_amounts_are_told_apart_from_the_name():
    title = read_title("晨岚二期年产16万片碳化硅衬底晶片", None)
    assert (title.phases, title.amounts, title.core) == (
        frozenset({"2"}),
        frozenset({("160000", "片")}),
        "晨岚碳化硅衬底晶片",
    )
