"""Tables of projects: rows under a line of column names."""

from fangzhi.parse.page import Page
from fangzhi.parse.project_tables import lists, tables


def page(text: str) -> Page:
    return Page(text, (("main", 0, len(text)),))


def read(text: str):
    return tables(page(text))


def row(line: str, head: str = "序号 项目名称 建设内容 总投资(万元) 建设年限"):
    return read(f"{head}\n{line}\n")[0].mentions[0]


class TestRows:
    def test_a_row_is_a_project_with_its_sum_in_the_columns_unit(self):
        told = row("1 柳河水厂扩建工程 新增日供水3万吨 1,250.5 2023-2024")
        assert (told.name, told.amount.value, told.amount.currency) == ("柳河水厂扩建", "12505000", "CNY")
        assert [(c.value, c.unit) for c in told.capacities] == [("30000", "吨/日")]

    def test_the_unit_may_stand_above_the_head(self):
        (table,) = read("单位：亿元\n序号 项目名称 建设内容 总投资\n1 东郊客运站 新建站房 1.2\n")
        assert table.mentions[0].amount.value == "120000000"

    def test_a_sum_without_a_unit_is_none(self):
        (table,) = read("序号 项目名称 建设内容 总投资\n1 东郊客运站 新建站房 1.2\n")
        assert table.mentions[0].amount is None

    def test_a_row_that_lacks_a_cell_is_laid_by_what_its_cells_look_like(self):
        told = row("7 东郊客运站 8000 2024")
        assert (told.name, told.amount.value) == ("东郊客运站", "80000000")

    def test_headings_of_groups_tell_the_stage_of_what_stands_below(self):
        text = "序号 项目名称 建设内容 总投资(万元)\n一、续建项目\n1 甲河大桥 全长2公里 10\n二、前期项目\n2 乙河大桥 全长3公里 20\n"
        assert [m.stage[0] for m in read(text)[0].mentions] == ["under_construction", "planned"]

    def test_sums_of_rows_are_no_projects(self):
        text = "序号 项目名称 建设内容 总投资(万元)\n1 甲河大桥 全长2公里 10\n合计 1 10\n"
        assert [m.name for m in read(text)[0].mentions] == ["甲河大桥"]

    def test_offsets_are_the_pages(self):
        text = "说明\n序号 项目名称 建设内容 总投资(万元)\n1 甲河大桥 全长2公里 10\n"
        told = read(text)[0].mentions[0]
        assert text[told.start : told.end] == "甲河大桥"
        assert text[told.amount.start : told.amount.end] == "10"


class TestNoTables:
    def test_a_head_without_a_name_of_projects_is_none(self):
        assert read("序号 村名 户数 补助(万元)\n1 下洼村 132 20\n") == []

    def test_a_sentence_that_speaks_of_names_is_no_head(self):
        assert read("请填写项目名称、建设内容、总投资。\n1 甲河大桥 全长2公里 10\n") == []

    def test_prose_behind_a_table_ends_it(self):
        text = (
            "序号 项目名称 建设内容 总投资(万元)\n1 甲河大桥 全长2公里 10\n"
            + "会议要求抓紧实施。\n" * 5
            + "2 乙河大桥 全长3公里 20\n"
        )
        assert [m.name for m in read(text)[0].mentions] == ["甲河大桥"]


class TestLists:
    text = "一、续建项目(2个)\n1.远山水库扩建工程\n2.清溪冷链物流园\n二、前期项目\n1.石桥至清溪高速公路\n"

    def test_numbered_lines_under_a_heading_are_projects_of_its_stage(self):
        found = [m for table in lists(page(self.text)) for m in table.mentions]
        assert [(m.name, m.stage[0]) for m in found] == [
            ("远山水库扩建", "under_construction"),
            ("清溪冷链物流园", "under_construction"),
            ("石桥至清溪高速公路", "planned"),
        ]

    def test_a_line_that_goes_on_is_prose(self):
        assert lists(page("一、续建项目\n1.远山水库扩建工程，总投资2亿元。\n")) == []

    def test_lines_under_another_heading_are_none(self):
        assert lists(page("一、重点任务\n1.远山水库扩建工程\n")) == []
