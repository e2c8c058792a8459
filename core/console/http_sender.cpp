// QNetworkAccessManager, told to add nothing of its own. Its read buffer is bounded, so a long body arrives no faster
// than it is put away, and the event loop stays free.
#include "core/console/http_sender.h"

#include "core/console/send_error.h"

#include <QElapsedTimer>
#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QTimer>

namespace gw::console {

namespace {

constexpr qint64 readBufferBytes = 512 << 10;

QNetworkRequest networkRequest(const PreparedRequest& request)
{
    QNetworkRequest out(request.url);
    out.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    out.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    out.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    for (const HeaderLine& line : request.headers)
        out.setRawHeader(line.first, line.second);
    return out;
}

std::vector<HeaderLine> headerLines(const QNetworkReply& reply)
{
    std::vector<HeaderLine> lines;
    for (const auto& [name, value] : reply.rawHeaderPairs()) {
        // Qt joins lines of one name: cookies with line feeds, which no value can hold, others as RFC 9110 5.3 allows.
        for (const QByteArray& part : value.split('\n'))
            lines.emplace_back(name, part);
    }
    return lines;
}

// HTTP statuses are answers, not errors.
bool isTransportError(const QNetworkReply& reply)
{
    const QNetworkReply::NetworkError error = reply.error();
    const bool isStatus = error >= QNetworkReply::ContentAccessDenied && error != QNetworkReply::ProtocolUnknownError &&
                          error != QNetworkReply::ProtocolFailure; // 400 is ProtocolInvalidOperationError
    return error != QNetworkReply::NoError && !isStatus;
}

} // namespace

QByteArray HttpResponse::header(const char* name) const
{
    for (const HeaderLine& line : headers) {
        if (line.first.compare(name, Qt::CaseInsensitive) == 0)
            return line.second;
    }
    return {};
}

bool isStreamed(const HttpResponse& response)
{
    return response.header("Content-Length").isEmpty() && response.status != 204 && response.status != 304;
}

bool isEventStream(const HttpResponse& response)
{
    return response.header("Content-Type").split(';').front().trimmed().toLower() == "text/event-stream";
}

struct HttpSender::Impl
{
    explicit Impl(HttpSender* owner) : q(owner), manager(owner), timer(owner)
    {
        manager.setAutoDeleteReplies(false);
        timer.setSingleShot(true);
        QObject::connect(&timer, &QTimer::timeout, q, [this] {
            fail(describeTimeout(static_cast<int>(options.timeout.count() / 1000), request.url));
        });
    }

    void start();
    QNetworkReply* dispatch();
    void takeHead();
    void takeBytes();
    void takeEnd();
    void fail(Diagnostic why);
    void deliver(std::optional<Diagnostic> error);
    void drop();

    HttpSender* q;
    QNetworkAccessManager manager;
    QTimer timer;
    QElapsedTimer clock;
    PreparedRequest request;
    SendOptions options;
    std::unique_ptr<QFile> upload;
    QNetworkReply* reply = nullptr;
    std::optional<HttpResponse> response;
};

void HttpSender::Impl::start()
{
    response.reset();
    clock.start();
    if (!request.bodyFile.isEmpty()) {
        upload = std::make_unique<QFile>(request.bodyFile);
        if (!upload->open(QIODevice::ReadOnly)) {
            Diagnostic why;
            why.message = "Cannot read the body file \"" + request.bodyFile.toStdString() +
                          "\": " + upload->errorString().toStdString() + ".";
            why.hint = "Choose the file again in the Body tab.";
            upload.reset();
            QMetaObject::invokeMethod(
                q,
                [this, why] {
                    emit q->finished(HttpOutcome{std::nullopt, why, false});
                },
                Qt::QueuedConnection);
            return;
        }
    }
    reply = dispatch();
    reply->setReadBufferSize(readBufferBytes);
    timer.start(options.timeout);
    QObject::connect(reply, &QNetworkReply::metaDataChanged, q, [this] { takeHead(); });
    QObject::connect(reply, &QNetworkReply::readyRead, q, [this] { takeBytes(); });
    QObject::connect(reply, &QNetworkReply::uploadProgress, q, [this] { timer.start(options.timeout); });
    QObject::connect(reply, &QNetworkReply::finished, q, [this] { takeEnd(); });
}

// GET and HEAD go their own ways in Qt: it repeats them on a stale connection, and expects no body after HEAD.
QNetworkReply* HttpSender::Impl::dispatch()
{
    const QNetworkRequest out = networkRequest(request);
    if (upload)
        return manager.sendCustomRequest(out, request.method, upload.get());
    if (request.body.isEmpty() && request.method == "GET")
        return manager.get(out);
    if (request.method == "HEAD")
        return manager.head(out);
    return manager.sendCustomRequest(out, request.method, request.body);
}

void HttpSender::Impl::takeHead()
{
    const QVariant status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute);
    if (response || !status.isValid() || status.toInt() < 200)
        return;
    response.emplace();
    response->status = status.toInt();
    response->reason = reply->attribute(QNetworkRequest::HttpReasonPhraseAttribute).toString();
    response->headers = headerLines(*reply);
    response->firstByte = std::chrono::microseconds(clock.nsecsElapsed() / 1000);
    response->url = request.url;
    if (isEventStream(*response))
        timer.stop();
}

void HttpSender::Impl::takeBytes()
{
    takeHead();
    if (!response)
        return;
    if (!isEventStream(*response))
        timer.start(options.timeout);
    const QByteArray more = reply->readAll();
    if (!response->body.append(more)) {
        Diagnostic why;
        why.message = "The response cannot be kept: " + response->body.error().toStdString() + ".";
        why.hint = "Make room in the temporary folder, then send again.";
        return fail(std::move(why));
    }
    if (response->body.size() > options.maxResponseBytes) {
        Diagnostic why;
        why.message = "The response is longer than " + std::to_string(options.maxResponseBytes >> 20) +
                      " MiB; the rest was not read.";
        why.hint = "Download it with another tool.";
        return fail(std::move(why));
    }
    const QVariant length = reply->header(QNetworkRequest::ContentLengthHeader);
    const bool streams = isStreamed(*response) && !more.isEmpty();
    const HttpResponse soFar = streams ? *response : HttpResponse{};
    emit q->progressed(response->body.size(), length.isValid() ? length.toLongLong() : -1);
    if (streams && reply) // who was told may have canceled
        emit q->streamed(soFar, more);
}

void HttpSender::Impl::takeEnd()
{
    if (!reply)
        return;
    takeHead();
    if (response && reply->bytesAvailable() > 0)
        takeBytes();
    if (!reply)
        return;
    if (!isTransportError(*reply) && response)
        return deliver(std::nullopt);
    fail(describeSendError(reply->error(), reply->errorString(), request.url));
}

void HttpSender::Impl::fail(Diagnostic why)
{
    deliver(std::move(why));
}

void HttpSender::Impl::deliver(std::optional<Diagnostic> error)
{
    HttpOutcome outcome{std::move(response), std::move(error), false};
    if (outcome.response)
        outcome.response->total = std::chrono::microseconds(clock.nsecsElapsed() / 1000);
    drop();
    emit q->finished(outcome);
}

void HttpSender::Impl::drop()
{
    timer.stop();
    response.reset();
    QNetworkReply* old = std::exchange(reply, nullptr);
    if (!old)
        return;
    old->disconnect(q);
    old->abort();
    old->deleteLater();
    if (upload)
        upload.release()->setParent(old); // the reply may still look at it until it is gone
}

HttpSender::HttpSender(QObject* parent) : QObject(parent), m_impl(std::make_unique<Impl>(this)) {}

HttpSender::~HttpSender()
{
    m_impl->drop();
    m_impl.reset();
}

void HttpSender::send(const PreparedRequest& request, const SendOptions& options)
{
    m_impl->drop();
    m_impl->request = request;
    m_impl->options = options;
    m_impl->start();
}

void HttpSender::cancel()
{
    if (!isSending())
        return;
    m_impl->drop();
    emit canceled();
}

void HttpSender::stop()
{
    if (!isSending() || !m_impl->response || !isStreamed(*m_impl->response))
        return cancel();
    HttpOutcome outcome{std::move(m_impl->response), std::nullopt, true};
    outcome.response->total = std::chrono::microseconds(m_impl->clock.nsecsElapsed() / 1000);
    m_impl->drop();
    emit finished(outcome);
}

bool HttpSender::isSending() const
{
    return m_impl->reply != nullptr;
}

} // namespace gw::console
