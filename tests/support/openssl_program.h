// Certificates that no authority of ours makes, by the openssl program: chains of any depth, weak keys, old hashes.
#pragma once

#include <QFile>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <string>

namespace gw::test {

class OpensslFolder
{
public:
    // A root of its own, `name`.pem and `name`.key.
    bool root(const QString& name, const QStringList& newKey = ecKey(), const QStringList& more = {})
    {
        return run(QStringList{"req", "-x509", "-newkey"} + newKey +
                   QStringList{"-nodes", "-days", "9", "-subj", "/O=Example/CN=" + name, "-keyout", name + ".key",
                               "-out", name + ".pem"} +
                   more);
    }
    // `name`, signed by `issuer`; `extensions` as in an extension file, `more` for the program.
    bool issue(const QString& name, const QString& issuer, const QByteArray& extensions,
               const QStringList& newKey = ecKey(), const QStringList& more = {"-days", "5"})
    {
        QFile file(path(name + ".ext"));
        if (!file.open(QIODevice::WriteOnly) || file.write(extensions) < 0)
            return false;
        file.close();
        return run(QStringList{"req", "-newkey"} + newKey +
                   QStringList{"-nodes", "-subj", "/O=Example/CN=" + name, "-keyout", name + ".key", "-out",
                               name + ".csr"}) &&
               run(QStringList{"x509", "-req", "-in", name + ".csr", "-CA", issuer + ".pem", "-CAkey", issuer + ".key",
                               "-CAcreateserial", "-out", name + ".pem"} +
                   (extensions.isEmpty() ? QStringList() : QStringList{"-extfile", name + ".ext"}) + more);
    }
    // The texts of these files, one behind the other.
    [[nodiscard]] std::string text(const QStringList& files) const
    {
        std::string all;
        for (const QString& name : files) {
            QFile file(path(name));
            if (file.open(QIODevice::ReadOnly))
                all += file.readAll().toStdString();
        }
        return all;
    }
    bool write(const QString& name, const std::string& text)
    {
        QFile file(path(name));
        return file.open(QIODevice::WriteOnly) && file.write(text.data(), qint64(text.size())) == qint64(text.size());
    }
    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }

    static QStringList ecKey() { return {"ec", "-pkeyopt", "ec_paramgen_curve:P-256"}; }
    static QStringList rsaKey(int bits) { return {"rsa:" + QString::number(bits)}; }

private:
    bool run(const QStringList& arguments)
    {
        QProcess openssl;
        openssl.setWorkingDirectory(m_folder.path());
        openssl.start("openssl", arguments);
        const bool done = openssl.waitForFinished() && openssl.exitCode() == 0;
        if (!done)
            qWarning("%s", openssl.readAllStandardError().constData());
        return done;
    }

    QTemporaryDir m_folder;
};

} // namespace gw::test
