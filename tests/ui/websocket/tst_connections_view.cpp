// The connections page on connections of a test's own: what it asks, what it shows, and what it sends on.
#include "ui/session/connections_session.h"
#include "ui/session/gateway_session.h"
#include "ui/session/workspace.h"
#include "ui/websocket/connections_view.h"
#include "ui/websocket/conversation_view.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/row_table.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <ctime>
#include <mutex>

using namespace gw;
using namespace gw::ui;

namespace {

// What this thread has worked, whoever else is busy on the machine.
double worked()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

class KnownConnections final : public OpenConnections
{
public:
    explicit KnownConnections(int count)
    {
        const auto now = std::chrono::system_clock::now();
        for (int i = 0; i < count; ++i) {
            engine::ConnectionSnapshot one;
            one.facts.connectionId = QString("c%1=").arg(i, 6, 10, QLatin1Char('0')).toStdString();
            one.facts.apiId = "w1";
            one.facts.stageName = i % 2 ? "dev" : "prod";
            one.facts.sourceIp = "127.0.0.1";
            one.facts.principalId = i == 3 ? "ada" : "";
            one.facts.connectedAt = now - std::chrono::seconds(count - i);
            one.lastActiveAt = now;
            m_all.push_back(std::move(one));
        }
    }

    std::vector<engine::ConnectionSnapshot> list(const std::string&) const override
    {
        const std::lock_guard lock(m_mutex);
        return m_all;
    }
    std::size_t send(const std::vector<std::string>& ids, const std::string& text) override
    {
        const std::lock_guard lock(m_mutex);
        sentTo = ids;
        sentText = text;
        return ids.size();
    }
    std::size_t close(const std::vector<std::string>& ids, engine::CloseCode code, const std::string& reason) override
    {
        const std::lock_guard lock(m_mutex);
        closedCode = static_cast<int>(code);
        closedReason = reason;
        const auto before = m_all.size();
        std::erase_if(m_all, [&](const auto& one) {
            return std::find(ids.begin(), ids.end(), one.facts.connectionId) != ids.end();
        });
        return before - m_all.size();
    }

    std::vector<std::string> sentTo;
    std::string sentText;
    int closedCode = 0;
    std::string closedReason;

private:
    mutable std::mutex m_mutex;
    std::vector<engine::ConnectionSnapshot> m_all;
};

} // namespace

class TestConnectionsView : public QObject
{
    Q_OBJECT

    struct Page
    {
        explicit Page(int count)
        {
            api.apiId = "w1";
            api.name = "chat";
            api.definition = WebSocketApi{};
            known = std::make_shared<KnownConnections>(count);
            view.showApi(api);
            view.resize(1000, 700);
            view.show();
            gateway.connections().attach(known);
        }
        ~Page() { gateway.connections().attach(nullptr); }
        Theme theme{ThemeChoice::Light};
        Workspace workspace;
        GatewaySession gateway{workspace};
        std::shared_ptr<KnownConnections> known;
        ConnectionsView view{gateway, theme};
        Api api;

        [[nodiscard]] QPushButton* button(const char* name) const { return view.findChild<QPushButton*>(name); }
        void waitFor(int rows) { QTRY_COMPARE(view.model().rowCount(), rows); }
        void select(int from, int to)
        {
            view.table()->setFocus();
            QTest::mouseClick(view.table()->viewport(), Qt::LeftButton, {},
                              view.table()->visualRect(view.model().index(from, 0)).center());
            QTest::mouseClick(view.table()->viewport(), Qt::LeftButton, Qt::ShiftModifier,
                              view.table()->visualRect(view.model().index(to, 0)).center());
        }
    };

private slots:
    void aStoppedGatewayOffersToStart()
    {
        Page page(0);
        page.gateway.connections().attach(nullptr);
        bool offers = false;
        for (auto* button : page.view.findChildren<QPushButton*>())
            offers = offers || (button->isVisible() && button->text() == "Start Gateway");
        QVERIFY(offers);
    }

    void connectionsAreListed()
    {
        Page page(5);
        QAbstractItemModelTester tester(&page.view.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        page.waitFor(5);
        QCOMPARE(page.view.model().index(3, ConnectionsModel::Identity).data().toString(), QString("ada · 127.0.0.1"));
    }

    void theFilterNarrows()
    {
        Page page(10);
        page.waitFor(10);
        auto* filter = page.view.findChild<QLineEdit*>("connectionFilter");
        QTest::keyClicks(filter, "ada");
        page.view.refresh();
        page.waitFor(1);
        filter->clear();
        page.view.refresh();
        page.waitFor(10);
    }

    void aMessageGoesToTheSelected()
    {
        Page page(6);
        page.waitFor(6);
        QVERIFY(!page.button("sendToSelected")->isEnabled());
        page.select(1, 3);
        CodeEditor* message = nullptr;
        for (auto* editor : page.view.findChildren<CodeEditor*>())
            if (editor->accessibleName() == "Message to send")
                message = editor;
        QVERIFY(message);
        message->setFocus();
        QTest::keyClicks(message, "hello");
        QCOMPARE(page.button("sendToSelected")->text(), QString("Send to 3"));
        QSignalSpy sent(&page.gateway.connections(), &ConnectionsSession::sent);
        QTest::keyClick(message, Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(sent.wait());
        QCOMPARE(page.known->sentText, std::string("hello"));
        QVERIFY((page.known->sentTo == std::vector<std::string>{"c000001=", "c000002=", "c000003="}));
        QTest::mouseClick(page.button("broadcast"), Qt::LeftButton);
        QVERIFY(sent.wait());
        QCOMPARE(page.known->sentTo.size(), std::size_t(6));
    }

    // What the window sends is part of the conversation, and has a trace.
    void whatIsSentIsRemembered()
    {
        Page page(2);
        page.waitFor(2);
        page.select(0, 0);
        QSignalSpy traces(&page.gateway, &GatewaySession::tracesFinished);
        page.gateway.connections().send({page.view.model().at(0)}, "psst");
        QTRY_COMPARE(page.view.conversation()->model().rowCount(), 1);
        const SocketEventRow& row = *page.view.conversation()->model().at(0);
        QCOMPARE(row.kind, SocketEventRow::Kind::Pushed);
        QCOMPARE(row.text, QString("psst"));
        QSignalSpy opened(&page.view, &ConnectionsView::traceRequested);
        page.view.conversation()->table()->setFocus();
        QTest::keyClick(page.view.conversation()->table(), Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened.front().front().toString(), row.requestId);
    }

    void theSelectedAreClosed()
    {
        Page page(4);
        page.waitFor(4);
        page.select(0, 1);
        for (auto* line : page.view.findChildren<QLineEdit*>())
            if (line->accessibleName() == "Reason to close")
                line->setText("bye");
        QSignalSpy closed(&page.gateway.connections(), &ConnectionsSession::closed);
        page.view.table()->setFocus();
        QTest::keyClick(page.view.table(), Qt::Key_Delete);
        QVERIFY(closed.wait());
        QCOMPARE(page.known->closedCode, 1000);
        QCOMPARE(page.known->closedReason, std::string("bye"));
        page.waitFor(2);
    }

    // The longest turn of the GUI thread while twenty thousand rows come, are looked through and half of them go. The
    // bound is no measure of speed: taken at once they would hold the thread up for seconds.
    void twentyThousandStaySmooth()
    {
        Page page(20'000);
        double longest = 0;
        const auto turnUntil = [&](int rows) {
            for (QElapsedTimer all; page.view.model().rowCount() != rows;) {
                if (!all.isValid())
                    all.start();
                QVERIFY(all.elapsed() < 20'000);
                const double begun = worked();
                QCoreApplication::processEvents(QEventLoop::AllEvents);
                longest = std::max(longest, worked() - begun);
            }
        };
        turnUntil(20'000);
        page.view.table()->scrollToBottom();
        page.view.findChild<QLineEdit*>("connectionFilter")->setText("dev");
        turnUntil(10'000);
        qInfo("longest turn: %.1f ms", longest);
        QVERIFY2(longest < 400, qPrintable(QString::number(longest)));
    }
};

QTEST_MAIN(TestConnectionsView)
#include "tst_connections_view.moc"
