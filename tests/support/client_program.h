// Programs that others wrote, as clients in tests: the aws command line and scripts for node with the AWS SDK. They get
// test credentials and a Region, and nothing of the user's own AWS settings.
#pragma once

#include "core/json/text.h"

#include <QByteArray>
#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

namespace gw::test {

struct Ran
{
    int code = -1;
    QByteArray out;
    QByteArray errors;

    [[nodiscard]] json::Value json() const { return json::readJson(out.toStdString()).value_or(json::Value()); }
};

inline Ran runClient(const QString& program, const QStringList& arguments)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("AWS_ACCESS_KEY_ID", "test");
    environment.insert("AWS_SECRET_ACCESS_KEY", "test");
    environment.insert("AWS_DEFAULT_REGION", "us-east-1");
    environment.insert("AWS_EC2_METADATA_DISABLED", "true");
    environment.insert("AWS_CONFIG_FILE", "/dev/null");
    environment.insert("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
    environment.insert("AWS_DISABLE_HOST_PREFIX_INJECTION", "true"); // there is no host sync-127.0.0.1
    environment.insert("AWS_PAGER", "");
    process.setProcessEnvironment(environment);
    process.start(program, arguments);
    if (!process.waitForFinished(60'000))
        return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

// Where installer/test-tools.sh put what comes from npm.
inline QString toolsFolder()
{
    return qEnvironmentVariable("GATEWRIGHT_TEST_TOOLS");
}

inline bool hasModule(const QString& name)
{
    return QFile::exists(toolsFolder() + "/node_modules/" + name);
}

} // namespace gw::test
