// Functions for tests: sources in a temporary folder, a LambdaService over them, and invocations of all kinds.
#pragma once

#include "core/json/text.h"
#include "gateway-engine/http/base64.h"
#include "gateway-engine/lambda/lambda_service.h"
#include "gateway-engine/services.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QList>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <cstdio>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gw::engine::test {

struct Answer
{
    int status = 0;
    std::string error; // X-Amz-Function-Error
    std::string body;
    std::string log;
    Headers headers;

    [[nodiscard]] json::Value json() const { return json::readJson(body).value_or(json::Value()); }
    [[nodiscard]] bool isGood() const { return status == 200 && error.empty(); }
};

inline Answer answerOf(Response response)
{
    Answer answer;
    answer.status = response.status;
    answer.error = response.headers.get("X-Amz-Function-Error");
    answer.body = response.bodyText();
    answer.log = base64Decoded(response.headers.get("X-Amz-Log-Result")).value_or(std::string());
    answer.headers = std::move(response.headers);
    return answer;
}

inline Request invocationOf(const std::string& function, std::string payload)
{
    Request request;
    request.method = "POST";
    request.target = "/2015-03-31/functions/" + function + "/invocations";
    request.body = std::move(payload);
    return request;
}

inline Task<Response> ask(LambdaService& service, Request request)
{
    co_return co_await service.handle(std::move(request));
}

inline Answer send(LambdaService& service, Request request)
{
    boost::asio::io_context context(1);
    std::optional<Response> result;
    boost::asio::co_spawn(context, ask(service, std::move(request)), [&](std::exception_ptr error, Response response) {
        if (error)
            std::rethrow_exception(error);
        result.emplace(std::move(response));
    });
    context.run();
    return answerOf(std::move(result).value());
}

inline Answer invoke(LambdaService& service, const std::string& function, std::string payload = "{}")
{
    return send(service, invocationOf(function, std::move(payload)));
}

// Of the only function, at most 100 ms old; nothing is known of it yet: as if it had never run.
inline FunctionStatus statusOf(const LambdaService& service)
{
    const FunctionStatuses all = service.status();
    return all->empty() ? FunctionStatus() : all->front();
}

// Of /proc/PID/stat, behind the name: state, parent, group.
inline QList<QByteArray> processStat(int pid)
{
    QFile file("/proc/" + QString::number(pid) + "/stat");
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray stat = file.readAll();
    return stat.mid(stat.lastIndexOf(')') + 2).split(' ');
}

// One that has ended and waits for its parent to look does not live.
inline bool lives(int pid)
{
    const auto stat = processStat(pid);
    return !stat.isEmpty() && stat[0] != "Z";
}

inline bool groupLives(int group)
{
    for (const QString& name : QDir("/proc").entryList(QDir::Dirs))
        if (const int pid = name.toInt(); pid > 0 && lives(pid) && processStat(pid).value(2).toInt() == group)
            return true;
    return false;
}

inline bool hasProgram(const char* name)
{
    return !QStandardPaths::findExecutable(QString::fromLatin1(name)).isEmpty();
}

// A project folder; gone with this.
class FunctionFolder
{
public:
    [[nodiscard]] std::string path(const QString& file = {}) const { return m_folder.filePath(file).toStdString(); }

    // Functions are in functions/NAME. A file comes into being whole, as careful editors write.
    bool write(const QString& file, const QByteArray& content, bool isProgram = false) const
    {
        const QString place = m_folder.filePath(file);
        if (!QDir().mkpath(QFileInfo(place).path()))
            return false;
        QFile out(place + "~");
        if (!out.open(QIODevice::WriteOnly) || out.write(content) != content.size())
            return false;
        out.close();
        if (isProgram)
            out.setPermissions(out.permissions() | QFileDevice::ExeOwner);
        return std::rename(out.fileName().toLocal8Bit().constData(), place.toLocal8Bit().constData()) == 0;
    }

    [[nodiscard]] std::unique_ptr<LambdaService> serve(std::vector<Function> functions,
                                                       LambdaOptions options = {}) const
    {
        options.projectFolder = path();
        auto service = std::make_unique<LambdaService>(std::move(options), systemServices());
        service->follow(std::move(functions));
        return service;
    }

private:
    QTemporaryDir m_folder;
};

inline Function python(const std::string& name = "f")
{
    Function function;
    function.name = name;
    function.runtime = "python3.11";
    function.handler = "app.handler";
    function.codeUri = "functions/" + name;
    function.timeout = 20;
    return function;
}

inline Function provided(const std::string& name = "f")
{
    Function function = python(name);
    function.runtime = "provided.al2023";
    function.handler = "own.handler";
    return function;
}

} // namespace gw::engine::test
