// HttpSender: sends one request at a time and gives the whole answer: HTTP/1.1, no redirects followed, no cookies or
// caches of its own, bodies of any length (ResponseBody). Sending again cancels what is under way.
#pragma once

#include "core/console/prepare_request.h"
#include "core/console/response_body.h"
#include "core/diagnostic.h"

#include <QObject>

#include <chrono>
#include <memory>
#include <optional>

namespace gw::console {

struct HttpResponse
{
    int status = 0;
    QString reason;
    std::vector<HeaderLine> headers; // in order; Set-Cookie once for each cookie
    ResponseBody body;
    std::chrono::microseconds firstByte{0}; // until the response's head was there
    std::chrono::microseconds total{0};
    QUrl url;

    [[nodiscard]] QByteArray header(const char* name) const; // the first, any letter case; empty when absent
};

// What came of a request. Both are set when the answer broke off: `response` then holds what had arrived.
struct HttpOutcome
{
    std::optional<HttpResponse> response;
    std::optional<Diagnostic> error;
    bool isStopped = false; // by stop(): `response` holds what had arrived, and that is all right
};

// An answer without a length arrives bit by bit for as long as the server likes: chunks, server-sent events.
[[nodiscard]] bool isStreamed(const HttpResponse& response);
[[nodiscard]] bool isEventStream(const HttpResponse& response);

struct SendOptions
{
    std::chrono::milliseconds timeout{60'000}; // without any progress; an event stream may be silent for longer
    qint64 maxResponseBytes = qint64(2) << 30;
};

class HttpSender final : public QObject
{
    Q_OBJECT

public:
    explicit HttpSender(QObject* parent = nullptr);
    ~HttpSender() override;

    void send(const PreparedRequest& request, const SendOptions& options = {});
    void cancel(); // canceled() follows when something was under way
    void stop();   // ends an answer that streams and keeps what arrived; else as cancel()
    [[nodiscard]] bool isSending() const;

signals:
    // `more` arrived of an answer that streams; `soFar` has its head and all of its body until now.
    void streamed(const gw::console::HttpResponse& soFar, const QByteArray& more);
    void progressed(qint64 received, qint64 total); // total -1 when the sender does not say
    void finished(const gw::console::HttpOutcome& outcome);
    void canceled();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace gw::console
