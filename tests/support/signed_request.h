// The recorded cases of AWS's own signer (GATEWRIGHT_CASES/sigv4/cases.json) as requests.
#pragma once

#include "core/json/value.h"
#include "gateway-engine/crypto/sigv4.h"
#include "gateway-engine/http/headers.h"

#include <QDateTime>
#include <QString>
#include <QStringList>

#include <chrono>
#include <string>
#include <string_view>

namespace gw::engine::test {

struct SignedRequest
{
    std::string method;
    std::string target;
    Headers headers;
    std::string body;
    AwsCredentials credentials;
    SigningScope scope;
};

// The request line may hold spaces within its target; a header line that begins with a blank goes on with the one
// before.
inline void readRequest(const QString& text, SignedRequest& given)
{
    const qsizetype end = text.indexOf("\n\n");
    const QStringList lines = text.left(end < 0 ? text.size() : end).split('\n', Qt::SkipEmptyParts);
    const QString line = lines.front();
    const qsizetype first = line.indexOf(' ');
    given.method = line.left(first).toStdString();
    given.target = line.mid(first + 1, line.lastIndexOf(' ') - first - 1).toStdString();
    QStringList fields;
    for (const QString& field : lines.mid(1))
        if (field.startsWith(' '))
            fields.back() += " " + field.trimmed();
        else
            fields << field;
    for (const QString& field : fields)
        given.headers.add(field.section(':', 0, 0).toStdString(), field.section(':', 1).trimmed().toStdString());
    given.body = end < 0 ? std::string() : text.mid(end + 2).toStdString();
}

// `text` names the request of the case: as it is before it is signed, or after.
inline SignedRequest signedRequest(const json::Value& value, const char* text)
{
    SignedRequest given;
    readRequest(QString::fromStdString(value[text].scalarText()), given);
    const json::Value& context = value["context"];
    given.credentials = {context["credentials"]["access_key_id"].scalarText(),
                         context["credentials"]["secret_access_key"].scalarText(),
                         context["credentials"]["token"].scalarText()};
    const auto time = QDateTime::fromString(QString::fromStdString(context["timestamp"].scalarText()), Qt::ISODate);
    given.scope.region = context["region"].scalarText();
    given.scope.service = context["service"].scalarText();
    given.scope.time = std::chrono::system_clock::time_point(std::chrono::milliseconds(time.toMSecsSinceEpoch()));
    given.scope.normalizesPath = context["normalize"].toBool();
    given.scope.signsBody = context["sign_body"].toBool();
    given.scope.signsToken = !context["omit_session_token"].toBool();
    return given;
}

inline std::string after(std::string_view text, std::string_view mark)
{
    const auto at = text.find(mark);
    return at == std::string_view::npos ? std::string() : std::string(text.substr(at + mark.size()));
}

} // namespace gw::engine::test
