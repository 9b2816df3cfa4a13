"""What is plainly not of the genre is told apart; what might be is let through."""

from __future__ import annotations

import pytest

from fangzhi.clean import clean, judge


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("第三章　新官上任\n王县长冷哼一声：“谁批的？”秘书脸色一变，沉声道：“不是我。”（未完待续）", "fiction"),
        (
            "第719章 反常的调研(1 / 12)\n县委接到通知，副市长钱某某带队考察。县长孙某某一时摸不着头脑，只好跟着。更多内容加载中...请稍候...",
            "fiction",
        ),
        (
            "县委常委会开了几个小时，季某某笑眯眯地说：“您也来发表高见？”江某扫视了一圈，缓缓开口：“我支持。”会议室里一片尴尬。",
            "fiction",
        ),
        ("百家乐、龙虎斗在线平台，注册即送88元，首存返水，提款快。县人民政府工作会议。", "gambling"),
        ("祖传秘方公开，老中医亲授，原价1980元，活动价298元，货到付款，限时优惠！", "advertising"),
        ("会议夸大，要进修贯彻大会精力，结实建立大局看法，踊跃鞭策名目扶植，不竭晋升效劳程度。", "machine_spun"),
        (
            "The county government held a work conference on industrial projects and signed 12 contracts.",
            "other_language",
        ),
        ("市長は記者会見で、総投資額が120億円になる見込みだと述べ、工業団地の整備を急ぐとした。", "other_language"),
    ],
)
def test_a_text_of_another_kind_is_named(text, code):
    verdict = judge(clean(text))
    assert verdict is not None and verdict[0] == code


@pytest.mark.parametrize(
    "text",
    [
        "县公安局通报，今年打击网络赌博案件12起，捣毁赌场3个，局长赵某主持召开会议。",
        "体育彩票公益金支持全民健身中心建设，县体育局局长钱某到工地调研。",
        "老中医孙某获评名老中医，县卫生健康局局长李某出席授牌仪式并讲话。",
        "“再苦也值！”村支书周某笑道：“今年收成好。”县委书记吴某到村调研。",
        "第12章 保障措施\n加强组织领导，县发展和改革委员会主任周某牵头。\n第13章 附则",
        "某县日报记者 李某 “再难也得干！”老支书皱了皱眉，话锋一转：“路通了，果子才卖得出。”他松了口气，拍了拍土。第一书记郑某点了点头。",
        "总投资20亿元的ABC PACK项目、XYZ GmbH智能工厂开工建设。",
        "",
        "2024",
    ],
)
def test_a_report_that_holds_such_words_is_let_through(text):
    assert judge(clean(text)) is None
