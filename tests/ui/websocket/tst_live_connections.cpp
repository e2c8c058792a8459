// A real client of a real gateway, seen and answered from the studio's page: its row, its conversation, a message to
// it, its end.
#include "ui/session/connections_session.h"
#include "ui/session/gateway_session.h"
#include "ui/session/workspace.h"
#include "ui/websocket/connections_view.h"
#include "ui/websocket/conversation_view.h"
#include "ui/websocket/route_facts.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QWebSocket>

#include <algorithm>

using namespace gw;
using namespace gw::ui;
using Kind = SocketEventRow::Kind;

namespace {

const char* manifest = R"(name: chats
apis:
  - name: chat
    kind: websocket
    file: apis/chat.websocket.yaml
    stages: [{name: dev}]
)";

const char* chatText = R"(routeSelectionExpression: $request.body.action
routes:
  - routeKey: echo
    routeResponseSelectionExpression: $default
    integration:
      integrationType: MOCK
      templateSelectionExpression: '200'
      requestTemplates: {'200': '{"statusCode": 200}'}
      integrationResponses:
        - integrationResponseKey: $default
          responseTemplates: {$default: '{"you": "$context.connectionId"}'}
    routeResponses: [{routeResponseKey: $default}]
)";

} // namespace

class TestLiveConnections : public QObject
{
    Q_OBJECT

private slots:
    void aClientIsSeenAndAnswered()
    {
        QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkpath("apis"));
        const auto write = [&](const QString& name, const char* text) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text);
        };
        write("apis/chat.websocket.yaml", chatText);
        write("gatewright.yaml", manifest);
        Theme theme(ThemeChoice::Light);
        Workspace workspace;
        GatewaySession gateway(workspace);
        ConnectionsView view(gateway, theme);
        QSignalSpy opened(&workspace, &Workspace::opened);
        workspace.open(folder.path());
        QVERIFY(opened.size() > 0 || opened.wait());
        const Api& api = *workspace.project().apis.front();
        gateway.setPort(0);
        QSignalSpy deployed(&gateway, &GatewaySession::deployed);
        gateway.start();
        QVERIFY(deployed.size() > 0 || deployed.wait());
        view.resize(1000, 700);
        view.show();
        view.showApi(api);

        QWebSocket client;
        QSignalSpy connected(&client, &QWebSocket::connected);
        QSignalSpy messages(&client, &QWebSocket::textMessageReceived);
        client.open(QUrl(socketAddress(gateway, api)));
        QVERIFY(connected.wait());
        QTRY_COMPARE(view.model().rowCount(), 1);
        view.table()->setCurrentIndex(view.model().index(0, 0));
        ConversationModel& conversation = view.conversation()->model();
        const auto has = [&](Kind kind) {
            for (int row = 0; row < conversation.rowCount(); ++row)
                if (conversation.at(row)->kind == kind)
                    return true;
            return false;
        };
        QTRY_VERIFY(has(Kind::Connected));

        client.sendTextMessage(R"({"action": "echo"})");
        QVERIFY(messages.wait());
        const QString id = view.model().index(0, 0).data().toString();
        QVERIFY(messages.front().front().toString().contains(id));
        QTRY_VERIFY(has(Kind::Received) && has(Kind::Replied));

        client.sendTextMessage("nobody knows this");
        QVERIFY(messages.wait());
        QTRY_VERIFY(has(Kind::Error)); // Forbidden: there is no $default

        gateway.connections().send({view.model().at(0)}, "from the window");
        QVERIFY(messages.wait());
        QCOMPARE(messages.back().front().toString(), QString("from the window"));
        QTRY_VERIFY(has(Kind::Pushed));

        QSignalSpy left(&client, &QWebSocket::disconnected);
        gateway.connections().close({id.toStdString()}, 1001, "enough");
        QVERIFY(left.size() > 0 || left.wait());
        QCOMPARE(int(client.closeCode()), 1001);
        QCOMPARE(client.closeReason(), QString("enough"));
        QTRY_COMPARE(view.model().rowCount(), 0);
        QTRY_VERIFY(has(Kind::Ended)); // what was said stays to be read
    }
};

QTEST_MAIN(TestLiveConnections)
#include "tst_live_connections.moc"
