// Layouts of definitions: nothing overlaps, everything stands in its group, lines go down unless they lead back, the
// same definition gives the same picture, and large machines are laid out in time.
#include "core/states/graph_layout.h"
#include "core/states/layered_graph.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

#include <cmath>

using namespace gw;
using asl::GraphNode;
using asl::GraphPicture;

namespace {

asl::GraphMeasure measure()
{
    asl::GraphMeasure m;
    m.state = [](const asl::State& state) {
        return asl::Size{std::clamp(60.0 + 7.0 * static_cast<double>(state.name.size()), 140.0, 260.0), 48};
    };
    m.label = [](std::string_view words) {
        return asl::Size{std::min(180.0, 12 + 6.0 * static_cast<double>(words.size())), 18};
    };
    return m;
}

bool overlaps(const asl::Rect& a, const asl::Rect& b)
{
    return a.x < b.right() - 0.5 && b.x < a.right() - 0.5 && a.y < b.bottom() - 0.5 && b.y < a.bottom() - 0.5;
}

bool contains(const asl::Rect& outer, const asl::Rect& inner)
{
    return inner.x >= outer.x && inner.y >= outer.y && inner.right() <= outer.right() &&
           inner.bottom() <= outer.bottom();
}

// Does the straight piece cross the inside of the card? Sampled: pieces are short.
bool crosses(const asl::Point& a, const asl::Point& b, const asl::Rect& rect)
{
    constexpr int steps = 24;
    for (int i = 0; i <= steps; ++i) {
        const double t = double(i) / steps;
        const asl::Point p{a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
        if (p.x > rect.x + 1 && p.x < rect.right() - 1 && p.y > rect.y + 1 && p.y < rect.bottom() - 1)
            return true;
    }
    return false;
}

QString broken(const GraphPicture& picture, bool checksLines)
{
    for (std::size_t i = 0; i < picture.nodes.size(); ++i) {
        const GraphNode& a = picture.nodes[i];
        if (!std::isfinite(a.rect.x) || !std::isfinite(a.rect.y) || a.rect.x < 0 || a.rect.y < 0 ||
            a.rect.right() > picture.size.width || a.rect.bottom() > picture.size.height)
            return "a node stands outside the picture";
        if (a.parent >= 0) {
            const GraphNode& group = picture.nodes[std::size_t(a.parent)];
            if (group.kind != GraphNode::Kind::Group || !contains(group.rect, a.rect) ||
                a.rect.y < group.rect.y + group.headHeight)
                return "a node stands outside its group";
        }
        for (std::size_t j = i + 1; j < picture.nodes.size(); ++j)
            if (picture.nodes[j].parent == a.parent && overlaps(a.rect, picture.nodes[j].rect))
                return "two nodes overlap";
    }
    for (const asl::GraphArea& area : picture.areas)
        if (!contains(picture.nodes[std::size_t(area.group)].rect, area.rect))
            return "an area stands outside its group";
    for (const asl::GraphEdge& edge : picture.edges) {
        const GraphNode& from = picture.nodes[std::size_t(edge.from)];
        const GraphNode& to = picture.nodes[std::size_t(edge.to)];
        if (edge.points.size() < 2 || std::abs(edge.points.front().y - from.rect.bottom()) > 0.5 ||
            std::abs(edge.points.back().y - to.rect.y) > 0.5)
            return "a line does not begin or end at its card";
        if (from.parent != to.parent)
            return "a line leaves its group";
        for (std::size_t i = 1; i < edge.points.size() && !edge.isBack; ++i)
            if (edge.points[i].y < edge.points[i - 1].y - 0.01)
                return "a line that does not lead back goes up";
        if (edge.isBack && to.rect.y > from.rect.y)
            return "a line that leads back goes down";
        for (std::size_t n = 0; n < picture.nodes.size() && checksLines; ++n)
            for (std::size_t i = 1; i < edge.points.size(); ++i)
                if (picture.nodes[n].parent == from.parent &&
                    crosses(edge.points[i - 1], edge.points[i], picture.nodes[n].rect))
                    return "a line crosses a card";
        for (const GraphNode& node : picture.nodes)
            if (edge.label.width > 0 && node.parent == from.parent && overlaps(edge.label, node.rect))
                return "words stand on a card";
    }
    for (std::size_t i = 0; i < picture.edges.size(); ++i)
        for (std::size_t j = i + 1; j < picture.edges.size(); ++j)
            if (picture.edges[i].label.width > 0 && picture.edges[j].label.width > 0 &&
                overlaps(picture.edges[i].label, picture.edges[j].label))
                return "words stand on words";
    return {};
}

std::string machine(int count, unsigned seed, double backShare)
{
    const auto random = [&seed](unsigned below) {
        seed = seed * 1664525u + 1013904223u;
        return (seed >> 8) % below;
    };
    std::string text = "{\"StartAt\":\"S0\",\"States\":{";
    for (int i = 0; i < count; ++i) {
        const auto ahead = [&] { return "S" + std::to_string(std::min<int>(count - 1, i + 1 + int(random(6)))); };
        const bool back = random(1000) < unsigned(backShare * 1000);
        const std::string far = back ? "S" + std::to_string(random(unsigned(i) + 1)) : ahead();
        text += (i ? ",\"S" : "\"S") + std::to_string(i) + "\":";
        if (i == count - 1)
            text += "{\"Type\":\"Succeed\"}";
        else if (random(3) == 0)
            text += "{\"Type\":\"Choice\",\"Choices\":[{\"Variable\":\"$.a\",\"NumericEquals\":" + std::to_string(i) +
                    ",\"Next\":\"" + far + "\"},{\"Variable\":\"$.b\",\"IsPresent\":true,\"Next\":\"" + ahead() +
                    "\"}],\"Default\":\"S" + std::to_string(i + 1) + "\"}";
        else
            text += "{\"Type\":\"Task\",\"Resource\":\"r\",\"Catch\":[{\"ErrorEquals\":[\"States.ALL\"],\"Next\":\"" +
                    far + "\"}],\"Next\":\"S" + std::to_string(i + 1) + "\"}";
    }
    return text + "}}";
}

} // namespace

class TestGraphLayout : public QObject
{
    Q_OBJECT

private slots:
    void anEmptyDefinitionHasNoPicture() { QVERIFY(asl::layOutGraph(asl::readOutline(""), measure()).nodes.empty()); }

    void aLineOfStatesStandsInAColumn()
    {
        const asl::Outline outline =
            asl::readOutline("StartAt: A\nStates:\n  A: {Type: Pass, Next: B}\n  B: {Type: Succeed}\n");
        const GraphPicture picture = asl::layOutGraph(outline, measure());
        QCOMPARE(picture.nodes.size(), std::size_t{4});
        QCOMPARE(picture.edges.size(), std::size_t{3});
        for (std::size_t i = 1; i < picture.nodes.size(); ++i) {
            QCOMPARE(picture.nodes[i].rect.center().x, picture.nodes[0].rect.center().x);
            QVERIFY(picture.nodes[i].rect.y > picture.nodes[i - 1].rect.bottom());
        }
        for (const asl::GraphEdge& edge : picture.edges)
            QCOMPARE(edge.points.size(), std::size_t{2});
        QCOMPARE(broken(picture, true), QString());
    }

    void aWayBackIsTakenAroundTheCards()
    {
        const asl::Outline outline = asl::readOutline(
            "StartAt: A\nStates:\n  A: {Type: Pass, Next: B}\n  B: {Type: Pass, Next: C}\n  C: {Type: Choice, Choices: "
            "[{Variable: $.a, IsPresent: true, Next: A}, {Variable: $.b, IsPresent: true, Next: C}], Default: D}\n"
            "  D: {Type: Succeed}\n");
        const GraphPicture picture = asl::layOutGraph(outline, measure());
        int back = 0;
        for (const asl::GraphEdge& edge : picture.edges)
            back += edge.isBack ? 1 : 0;
        QCOMPARE(back, 2); // to A, and C's own loop
        QCOMPARE(broken(picture, true), QString());
    }

    void groupsHoldTheirFlows()
    {
        const asl::Outline outline = asl::readOutline(
            "StartAt: P\nStates:\n  P:\n    Type: Parallel\n    End: true\n    Branches:\n      - StartAt: X\n        "
            "States: {X: {Type: Pass, Next: Y}, Y: {Type: Pass, End: true}}\n      - StartAt: M\n        States:\n     "
            "  "
            "   M:\n            Type: Map\n            End: true\n            ItemProcessor: {StartAt: I, States: {I: "
            "{Type: Pass, End: true}}}\n      - {}\n");
        const GraphPicture picture = asl::layOutGraph(outline, measure());
        QCOMPARE(broken(picture, true), QString());
        QCOMPARE(picture.areas.size(), std::size_t{4});
        const int map = picture.nodeOf("/States/P/Branches/1/States/M");
        const int item = picture.nodeOf("/States/P/Branches/1/States/M/ItemProcessor/States/I");
        QVERIFY(map >= 0 && item >= 0);
        QCOMPARE(picture.nodes[std::size_t(item)].parent, map);
    }

    void theSameGivesTheSame()
    {
        const asl::Outline outline = asl::readOutline(machine(120, 5, 0.2));
        QVERIFY(asl::layOutGraph(outline, measure()) == asl::layOutGraph(outline, measure()));
    }

    void everyMachineKeepsTheRules_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 25; ++seed)
            QTest::addRow("%d", seed) << 3 + seed * 3 << seed;
    }

    void everyMachineKeepsTheRules()
    {
        QFETCH(int, count);
        QFETCH(int, seed);
        const asl::Outline outline = asl::readOutline(machine(count, unsigned(seed), 0.25));
        QCOMPARE(broken(asl::layOutGraph(outline, measure()), true), QString());
    }

    void everyRecordedDefinitionIsLaidOut()
    {
        QFile file(qEnvironmentVariable("GATEWRIGHT_CASES") + "/localstack/asl_execution_cases.json");
        if (!file.open(QIODevice::ReadOnly))
            QSKIP("The conformance cases are not here.");
        const json::Value cases = json::readJson(file.readAll().toStdString()).value();
        for (const json::Value& each : cases.asArray()) {
            const asl::Outline outline = asl::readOutline(json::writeJson(each["definition"]));
            const GraphPicture picture = asl::layOutGraph(outline, measure());
            std::size_t states = 0;
            for (const GraphNode& node : picture.nodes)
                states += node.state ? 1 : 0;
            QCOMPARE(states, outline.countStates());
            QCOMPARE(broken(picture, true), QString());
        }
    }

    void hugeMachinesAreLaidOutInTime_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<double>("back");
        QTest::newRow("500") << 500 << 0.02;
        QTest::newRow("500 with many ways back") << 500 << 0.5;
        QTest::newRow("5000") << 5000 << 0.02;
    }

    void hugeMachinesAreLaidOutInTime()
    {
        QFETCH(int, count);
        QFETCH(double, back);
        const asl::Outline outline = asl::readOutline(machine(count, 9, back));
        QElapsedTimer timer;
        timer.start();
        const GraphPicture picture = asl::layOutGraph(outline, measure());
        qInfo("%d states in %lld ms", count, static_cast<long long>(timer.elapsed()));
        QVERIFY(timer.elapsed() < 60'000); // far from never, on a busy machine and under a sanitizer
        QCOMPARE(picture.nodes.size(), std::size_t(count) + 2);
        if (count <= 500)
            QCOMPARE(broken(picture, false), QString());
    }

    void duplicateNamesBothHaveAPlace()
    {
        const asl::Outline outline = asl::readOutline(
            "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Succeed\"},\"A\":{\"Type\":\"Succeed\"}}}");
        const GraphPicture picture = asl::layOutGraph(outline, measure());
        QCOMPARE(picture.nodes.size(), outline.countStates() + 2);
        QCOMPARE(broken(picture, true), QString());
    }
};

QTEST_APPLESS_MAIN(TestGraphLayout)
#include "tst_graph_layout.moc"
