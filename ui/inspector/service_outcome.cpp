// Bodies of traces are at most TraceOptions::maxBodyBytes, so reading one is quick.
#include "ui/inspector/service_outcome.h"

#include "core/json/text.h"
#include "core/json/value.h"

#include <QCoreApplication>

namespace gw::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("ServiceOutcome", text);
}

QString textAt(const json::Value& body, std::string_view key)
{
    const json::Value* value = body.find(key);
    return value && value->isString() ? QString::fromStdString(value->asString()) : QString();
}

ServiceOutcome functionError(const json::Value& body)
{
    return {tr("Function error"), textAt(body, "errorType"), textAt(body, "errorMessage")};
}

std::optional<ServiceOutcome> executionFailure(const json::Value& body)
{
    const QString status = textAt(body, "status");
    if (status != QLatin1String("FAILED") && status != QLatin1String("TIMED_OUT") && status != QLatin1String("ABORTED"))
        return std::nullopt;
    return ServiceOutcome{tr("Execution %1").arg(status), textAt(body, "error"), textAt(body, "cause")};
}

} // namespace

std::optional<ServiceOutcome> failureIn(const engine::TraceMessage& answer)
{
    const bool isFunctionError = answer.headers.find("X-Amz-Function-Error").has_value();
    const bool isOfStates = answer.body.find("\"executionArn\"") != std::string::npos;
    if (!isFunctionError && !isOfStates)
        return std::nullopt;
    const auto body = json::readJson(answer.body);
    if (!body || !body->isObject())
        return std::nullopt;
    return isFunctionError ? functionError(*body) : executionFailure(*body);
}

} // namespace gw::ui
