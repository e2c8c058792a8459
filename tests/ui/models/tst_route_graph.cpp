// The route graph of a WebSocket API, what arrow keys do on it, and which route a message takes.
#include "ui/models/route_graph.h"
#include "ui/models/route_stand_in.h"
#include "ui/models/socket_mappings.h"
#include "ui/models/socket_route_choice.h"

#include "core/edit/edits_websocket.h"
#include "core/edit/integration_targets.h"
#include "core/json/text.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace gw;
using namespace gw::ui;
using Kind = RouteGraphNode::Kind;

namespace {

WebSocketRoute routeOfKey(const std::string& key, std::optional<Integration> integration = std::nullopt)
{
    WebSocketRoute route;
    route.id = routeIdOf(ApiId{7}, key);
    route.routeKey = key;
    route.integration = std::move(integration);
    return route;
}

Integration functionCall(const std::string& name)
{
    Integration integration;
    integration.type = IntegrationType::AwsProxy;
    aimAtFunction(integration, AwsSettings{}, name);
    return integration;
}

WebSocketApi chat()
{
    WebSocketApi api;
    Integration mock;
    mock.type = IntegrationType::Mock;
    WebSocketRoute join = routeOfKey("join", functionCall("chat"));
    join.routeResponseSelectionExpression = defaultKey;
    join.routeResponses.emplace_back();
    api.routes = {routeOfKey("$connect", functionCall("chat")), join, routeOfKey("say", functionCall("chat")),
                  routeOfKey("$default", mock), routeOfKey("$disconnect")};
    return api;
}

int find(const RouteGraph& graph, Kind kind, const QString& title)
{
    for (std::size_t i = 0; i < graph.nodes.size(); ++i)
        if (graph.nodes[i].kind == kind && graph.nodes[i].title == title)
            return static_cast<int>(i);
    return -1;
}

bool leads(const RouteGraph& graph, int from, int to)
{
    return std::any_of(graph.edges.begin(), graph.edges.end(),
                       [&](const RouteGraphEdge& edge) { return edge.from == from && edge.to == to; });
}

} // namespace

class TestRouteGraph : public QObject
{
    Q_OBJECT

private slots:
    void routesShareWhatTheyCall()
    {
        const RouteGraph graph = routeGraphOf(Project{}, chat());
        const int function = find(graph, Kind::Target, "chat");
        QVERIFY(function >= 0);
        QCOMPARE(std::count_if(graph.nodes.begin(), graph.nodes.end(),
                               [](const RouteGraphNode& node) { return node.kind == Kind::Target; }),
                 2); // the function and the mock
        for (const char* key : {"$connect", "join", "say"})
            QVERIFY2(leads(graph, find(graph, Kind::Route, key), function), key);
        QVERIFY(!leads(graph, find(graph, Kind::Route, "$default"), function));
    }

    void eventsLeadToTheirRoutes()
    {
        const RouteGraph graph = routeGraphOf(Project{}, chat());
        const int messages = find(graph, Kind::Event, "$request.body.action");
        QVERIFY(leads(graph, messages, find(graph, Kind::Route, "join")));
        QVERIFY(leads(graph, messages, find(graph, Kind::Route, "$default")));
        QVERIFY(leads(graph, find(graph, Kind::Event, "Handshake"), find(graph, Kind::Route, "$connect")));
        QVERIFY(leads(graph, find(graph, Kind::Event, "End"), find(graph, Kind::Route, "$disconnect")));
    }

    void onlyTwoWayRoutesAndTheHandshakeAnswer()
    {
        const RouteGraph graph = routeGraphOf(Project{}, chat());
        std::set<RouteId> answering;
        for (const RouteGraphNode& node : graph.nodes)
            if (node.kind == Kind::Reply)
                answering.insert(node.route);
        QVERIFY((answering == std::set<RouteId>{routeIdOf(ApiId{7}, "$connect"), routeIdOf(ApiId{7}, "join")}));
    }

    void anApiWithoutRoutesShowsItsEvents()
    {
        const RouteGraph graph = routeGraphOf(Project{}, WebSocketApi{});
        QCOMPARE(graph.nodes.size(), std::size_t(3));
        for (const RouteGraphNode& node : graph.nodes)
            QVERIFY(node.kind == Kind::Event && node.isMissing);
        QVERIFY(graph.edges.empty());
    }

    void cardsNeverOverlap()
    {
        WebSocketApi api = chat();
        for (int i = 0; i < 60; ++i)
            api.routes.emplace_back(routeOfKey("k" + std::to_string(i), functionCall("f" + std::to_string(i % 7))));
        const RouteGraph graph = routeGraphOf(Project{}, api);
        for (std::size_t i = 0; i < graph.nodes.size(); ++i)
            for (std::size_t j = i + 1; j < graph.nodes.size(); ++j)
                QVERIFY2(!graph.nodes[i].rect.intersects(graph.nodes[j].rect),
                         qPrintable(graph.nodes[i].title + " " + graph.nodes[j].title));
    }

    void arrowsReachEveryCard()
    {
        const RouteGraph graph = routeGraphOf(Project{}, chat());
        std::set<int> seen{0};
        std::vector<int> open{0};
        while (!open.empty()) {
            const int at = open.back();
            open.pop_back();
            for (const int key : {Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down})
                if (const int next = neighbourIn(graph, at, key); next >= 0 && seen.insert(next).second)
                    open.push_back(next);
        }
        QCOMPARE(seen.size(), graph.nodes.size());
        QCOMPARE(neighbourIn(graph, -1, Qt::Key_Right), 0);
        QCOMPARE(neighbourIn(graph, 0, Qt::Key_End), int(graph.nodes.size()) - 1);
        QCOMPARE(neighbourIn(RouteGraph{}, 0, Qt::Key_Down), -1);
    }

    void messagesTakeTheirRoute_data()
    {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("route");
        QTest::newRow("its key") << "$request.body.action"
                                 << R"({"action": "join"})"
                                 << "join";
        QTest::newRow("another key") << "$request.body.action"
                                     << R"({"action": "leave"})"
                                     << "$default";
        QTest::newRow("no such member") << "$request.body.action"
                                        << R"({"do": "join"})"
                                        << "$default";
        QTest::newRow("no JSON") << "$request.body.action"
                                 << "hello"
                                 << "$default";
        QTest::newRow("nothing") << "$request.body.action"
                                 << ""
                                 << "$default";
        QTest::newRow("inside") << "$request.body.a.b"
                                << R"({"a": {"b": "say"}})"
                                << "say";
    }

    void messagesTakeTheirRoute()
    {
        QFETCH(const QString, expression);
        QFETCH(const QString, message);
        QFETCH(const QString, route);
        WebSocketApi api = chat();
        api.routeSelectionExpression = expression.toStdString();
        const RouteChoice choice = routeOf(api, message);
        QVERIFY(choice.isValid);
        QCOMPARE(choice.routeKey, route);
        QVERIFY(!choice.reason.isEmpty());
    }

    void withoutDefaultMessagesAreRefused()
    {
        WebSocketApi api = chat();
        std::erase_if(api.routes, [](const auto& route) { return route->routeKey == "$default"; });
        const RouteChoice choice = routeOf(api, R"({"action": "leave"})");
        QVERIFY(choice.isValid && !choice.route);
    }

    void anUnreadableExpressionSaysSo()
    {
        WebSocketApi api = chat();
        api.routeSelectionExpression = "${request.body.action";
        const RouteChoice choice = routeOf(api, "{}");
        QVERIFY(!choice.isValid && !choice.reason.isEmpty());
        QVERIFY(!selectionProblem("${request.body.action").isEmpty());
        QVERIFY(selectionProblem("$request.body.action").isEmpty());
    }

    void examplesLeadToTheirRoute()
    {
        const WebSocketApi api = chat();
        const json::Value message = exampleMessage(api, *api.findRoute("say"));
        QCOMPARE(routeOf(api, QString::fromStdString(json::writeJson(message))).routeKey, QString("say"));
        QVERIFY(!exampleMessage(api, *api.findRoute("$connect")).isObject());
    }

    void mappingsAreChecked()
    {
        const WebSocketRoute connect = routeOfKey("$connect");
        const WebSocketRoute say = routeOfKey("say");
        QVERIFY(routeTargetProblem("integration.request.header.X").isEmpty());
        QVERIFY(!routeTargetProblem("method.request.header.X").isEmpty());
        QVERIFY(routeSourceProblem(connect, "route.request.header.X").isEmpty());
        QVERIFY(!routeSourceProblem(say, "route.request.header.X").isEmpty());
        QVERIFY(routeSourceProblem(say, "route.request.body.text").isEmpty());
        QVERIFY(routeSourceProblem(say, "'fixed'").isEmpty());
        QVERIFY(!routeSourceProblem(say, "'open").isEmpty());
        QVERIFY(!routeSourceProblem(say, "body.text").isEmpty());
    }
};

QTEST_MAIN(TestRouteGraph)
#include "tst_route_graph.moc"
