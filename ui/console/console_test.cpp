// Prepared request → order, and the engine's answer → the console's.
#include "ui/console/console_test.h"

#include <QFile>

#include <algorithm>

namespace gw::ui {

namespace {

constexpr qint64 mostBodyBytes = (10 << 20) + 1; // one more than the service takes: the answer says so itself

// The target below the base; none when the URL stands elsewhere. "/dev" does not hold "/develop".
std::optional<QByteArray> targetBelow(const QUrl& base, const QUrl& url)
{
    const auto path = [](const QUrl& one) {
        QByteArray text = one.path(QUrl::FullyEncoded).toLatin1();
        while (text.endsWith('/'))
            text.chop(1);
        return text;
    };
    const QByteArray stem = path(base);
    const QByteArray whole = url.path(QUrl::FullyEncoded).toLatin1();
    const bool isSamePlace = base.host().compare(url.host(), Qt::CaseInsensitive) == 0 && base.port() == url.port();
    if (!isSamePlace || !whole.startsWith(stem) || (whole.size() > stem.size() && whole[stem.size()] != '/'))
        return std::nullopt;
    QByteArray target = whole.mid(stem.size());
    if (target.isEmpty())
        target = "/";
    if (url.hasQuery())
        target += '?' + url.query(QUrl::FullyEncoded).toLatin1();
    return target;
}

Result<std::string> bodyOf(const console::PreparedRequest& request)
{
    if (request.bodyFile.isEmpty())
        return request.body.toStdString();
    QFile file(request.bodyFile);
    if (!file.open(QIODevice::ReadOnly))
        return fail("The body file \"" + request.bodyFile.toStdString() + "\" cannot be read.",
                    "Choose the file again in the Body tab.");
    return file.read(mostBodyBytes).toStdString();
}

} // namespace

Result<TestOrder> testOrder(const console::PreparedRequest& request, const std::vector<TestPlace>& places)
{
    for (const TestPlace& place : places) {
        const std::optional<QByteArray> target = targetBelow(place.base, request.url);
        if (!target)
            continue;
        Result<std::string> body = bodyOf(request);
        if (!body)
            return fail(body.error());
        TestOrder order{place.api, place.stage, {}, {}, {}};
        order.request.method = request.method.toStdString();
        order.request.target = target->toStdString();
        order.request.body = std::move(*body);
        for (const console::HeaderLine& line : request.headers)
            order.request.headers.add(line.first.toStdString(), line.second.toStdString());
        return order;
    }
    return fail("\"" + request.url.toString().toStdString() + "\" is no address of this project's APIs.",
                "A test runs the design itself: write a path such as /pets, or choose a method in Design and press "
                "Test.");
}

console::HttpOutcome outcomeOf(const TestOutcome& outcome, const QUrl& url)
{
    console::HttpOutcome shown;
    if (outcome.error) {
        shown.error = outcome.error;
        return shown;
    }
    const engine::Response& answer = outcome.result.response;
    console::HttpResponse response;
    response.status = answer.status;
    const std::string_view reason = engine::reasonPhrase(answer.status);
    response.reason = QString::fromLatin1(reason.data(), qsizetype(reason.size()));
    for (const engine::HeaderField field : answer.headers)
        response.headers.emplace_back(QByteArray(field.name.data(), qsizetype(field.name.size())),
                                      QByteArray(field.value.data(), qsizetype(field.value.size())));
    if (!response.body.append(QByteArray::fromStdString(answer.bodyText())))
        shown.error = Diagnostic{}; // no room on the disk: the pane shows what there is
    if (outcome.result.trace)
        response.total = std::chrono::duration_cast<std::chrono::microseconds>(outcome.result.trace->duration);
    response.firstByte = response.total;
    response.url = url;
    shown.response = std::move(response);
    return shown;
}

} // namespace gw::ui
