#include "core/console/request.h"
#include "tests/bench/window/scenarios.h"
#include "tests/bench/window/steps.h"
#include "tests/bench/window/studio.h"
#include "ui/console/body_view.h"
#include "ui/console/console_page.h"
#include "ui/console/long_body_bar.h"
#include "ui/console/request_editor.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QThread>

#include <atomic>
#include <cstdio>

namespace gw::bench {

namespace {

const QByteArray needle = "the needle in it";

// Answers one request with so many megabytes of JSON lines, at the loopback interface, from a thread of its own.
class Server
{
public:
    explicit Server(qint64 bytes)
    {
        m_worker.reset(QThread::create([this, bytes] { serve(bytes); }));
        m_worker->start();
        while (m_port == 0)
            QThread::yieldCurrentThread();
    }
    ~Server() { m_worker->wait(); }
    [[nodiscard]] int port() const { return m_port; }

private:
    void serve(qint64 bytes)
    {
        QTcpServer server;
        server.listen(QHostAddress::LocalHost);
        m_port = server.serverPort();
        if (!server.waitForNewConnection(60'000))
            return;
        QTcpSocket* client = server.nextPendingConnection();
        client->waitForReadyRead(10'000);
        client->write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " +
                      QByteArray::number(bytes) + "\r\n\r\n");
        const QByteArray line = "{\"id\": 1234567890, \"name\": \"something to read\", \"tags\": [\"a\", \"b\"]},\n";
        const QByteArray piece = line.repeated(1 << 14);
        bool hasNeedle = false;
        for (qint64 left = bytes; left > 0 && client->state() == QTcpSocket::ConnectedState;) {
            QByteArray next = piece.left(std::min<qint64>(left, piece.size()));
            if (!hasNeedle && left < bytes / 5) {
                next.replace(100, needle.size(), needle);
                hasNeedle = true;
            }
            left -= next.size();
            client->write(next);
            while (client->bytesToWrite() > (4 << 20) && client->waitForBytesWritten(10'000)) {
            }
        }
        while (client->bytesToWrite() > 0 && client->waitForBytesWritten(10'000)) {
        }
        client->disconnectFromHost();
        if (client->state() != QTcpSocket::UnconnectedState)
            client->waitForDisconnected(10'000);
    }

    std::atomic<int> m_port{0};
    std::unique_ptr<QThread> m_worker;
};

} // namespace

void longResponse(int megabytes)
{
    Studio studio(100);
    studio.open();
    studio.window->setMode(ui::MainWindow::Mode::Console);
    ui::ConsolePage& page = studio.window->console();
    const qint64 bytes = qint64(megabytes) * 1'000'000;
    Server server(bytes);
    console::ConsoleRequest request;
    request.url = QStringLiteral("http://127.0.0.1:%1/long.json").arg(server.port());
    page.findChild<ui::RequestEditor*>()->setRequest(request);
    QCoreApplication::processEvents();
    const Memory before = memory();
    auto* body = page.findChild<ui::BodyView*>();
    auto* bar = page.findChild<ui::LongBodyBar*>();
    measure("arrives and is shown", [&] {
        page.send();
        until([&] { return bar->isVisible(); });
    });
    printMemory("with the response", before);
    measureEach("a part further", 20, [&](int) { emit bar->partRequested(bar->findChild<QSpinBox*>()->value() + 1); });
    measureEach("to a part anywhere", 20, [&](int n) { emit bar->partRequested(bytes / (256 << 10) / 20 * n + 1); });
    auto* line = bar->findChild<QLineEdit*>();
    measure("find what stands at four fifths of it", [&] {
        emit bar->partRequested(1);
        line->setText(QString::fromLatin1(needle));
        QTest::keyClick(line, Qt::Key_Return);
        const auto* text = body->findChild<QPlainTextEdit*>();
        until([&] { return text->textCursor().selectedText().toLatin1() == needle; });
    });
    measure("save it", [&] {
        QSignalSpy saved(body, &ui::BodyView::saved);
        body->saveTo(studio.folder.filePath("saved.json"));
        until([&] { return !saved.empty(); });
    });
    if (QFileInfo(studio.folder.filePath("saved.json")).size() != bytes)
        qFatal("What was saved is not what came.");
    printMemory("after all that", before);
}

} // namespace gw::bench
