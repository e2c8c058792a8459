// The secrets file: private, ignored by Git, changed in place, never quoted in a message; and what a project without it
// is told.
#include "core/format/secrets_file.h"

#include "core/edit/document.h"
#include "core/format/file_lock.h"
#include "tests/core/format/project_on_disk.h"
#include "tests/support/line_diff.h"

#include <QTest>

#include <sys/stat.h>

#include <atomic>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <thread>

using namespace gw;
using namespace gw::test;

namespace {

const char file[] = ".gatewright/secrets.yaml";

const QByteArray known = R"(# mine
apiKeys:
  a1b2c3d4e5: first-value-0123456789 # the first
  old: gone-0123456789012345678
mine: {kept: true}
passwords:
  "6d2a": 'pbkdf2$1$x$y'
)";

int modeOf(const ProjectOnDisk& disk)
{
    struct stat status
    {
    };
    return ::stat(disk.path(file).toStdString().c_str(), &status) == 0 ? int(status.st_mode & 0777) : -1;
}

SecretsReading readingOf(const ProjectOnDisk& disk)
{
    auto reading = readSecrets(disk.root());
    if (!reading)
        qFatal("%s", toString(reading.error()).c_str());
    return std::move(*reading);
}

// Nothing but these stands there afterwards.
Result<SecretsReading> saveSecrets(const std::filesystem::path& folder, const Secrets& secrets)
{
    return changeSecrets(folder, [&secrets](Secrets& kept) { kept = secrets; });
}

std::string textOf(const Secrets& secrets, SecretKind kind, const char* owner)
{
    const Secret* secret = secrets.find(kind, owner);
    return secret ? secret->reveal() : "(none)";
}

// Not random: counts upwards, so that every test sees the same.
RandomBytes counting()
{
    auto next = std::make_shared<std::uint8_t>(0);
    return [next](std::span<std::uint8_t> bytes) {
        for (std::uint8_t& byte : bytes)
            byte = (*next)++;
    };
}

Project projectWithEverything()
{
    Project project;
    ApiKey key;
    key.name = "partner";
    key.keyId = "a1b2c3d4e5";
    project.apiKeys.emplace_back(key);
    Identity identity;
    identity.name = "alice";
    identity.accessKeyId = "AKIAIOSFODNN7EXAMPLE";
    project.identities.emplace_back(identity);
    LocalIssuer issuer;
    issuer.users = {{"bob", "6d2a", true, {}, {}}};
    issuer.clients.resize(2);
    issuer.clients[0].clientId = "public";
    issuer.clients[1].clientId = "confidential";
    issuer.clients[1].hasSecret = true;
    project.localIssuer = issuer;
    ClientCertificate certificate;
    certificate.name = "backend";
    certificate.certificateId = "abc123";
    project.clientCertificates.emplace_back(certificate);
    return project;
}

} // namespace

class TestSecretsFile : public QObject
{
    Q_OBJECT

private slots:
    void aProjectWithoutTheFile()
    {
        const ProjectOnDisk disk;
        const SecretsReading reading = readingOf(disk);
        QVERIFY(!reading.exists && reading.diagnostics.empty() && reading.secrets == Secrets{});
        QVERIFY(saveSecrets(disk.root(), {}));
        QVERIFY(!QFile::exists(disk.path(file)));
    }

    void isPrivateFromTheFirstByte()
    {
        const ProjectOnDisk disk;
        Secrets secrets;
        secrets.set(SecretKind::ApiKey, "a1b2c3d4e5", Secret("value-0123456789-0123456789"));
        secrets.set(SecretKind::PrivateKey, "abc123", Secret("-----BEGIN KEY-----\nAA==\n-----END KEY-----\n"));
        QVERIFY(saveSecrets(disk.root(), secrets));
        QCOMPARE(modeOf(disk), 0600);
        QCOMPARE(disk.read(".gatewright/.gitignore"), QByteArray("*\n"));
        QVERIFY(disk.read(file).startsWith("# Secrets of this project."));
        const SecretsReading reading = readingOf(disk);
        QVERIFY(reading.exists && reading.secrets == secrets);
    }

    void tellsWhenOthersMayRead()
    {
        const ProjectOnDisk disk;
        disk.write(file, known);
        QVERIFY(::chmod(disk.path(file).toStdString().c_str(), 0644) == 0);
        const SecretsReading reading = readingOf(disk);
        QCOMPARE(reading.diagnostics.size(), std::size_t(1));
        QVERIFY(reading.diagnostics[0].message.find("may read") != std::string::npos);
        QVERIFY(saveSecrets(disk.root(), reading.secrets)); // nothing else changed
        QCOMPARE(modeOf(disk), 0600);
        QCOMPARE(disk.read(file), known);
    }

    void changesTouchTheirLinesOnly()
    {
        const ProjectOnDisk disk;
        disk.write(file, known);
        Secrets secrets = readingOf(disk).secrets;
        QCOMPARE(textOf(secrets, SecretKind::Password, "6d2a"), std::string("pbkdf2$1$x$y"));
        secrets.set(SecretKind::ApiKey, "a1b2c3d4e5", Secret("second-value-0123456789"));
        QVERIFY(secrets.remove(SecretKind::ApiKey, "old") && !secrets.remove(SecretKind::ApiKey, "old"));
        secrets.set(SecretKind::AccessKey, "AKIA", Secret("s+/="));
        QVERIFY(saveSecrets(disk.root(), secrets));
        QCOMPARE(lineDiff(linesOf(known.toStdString()), linesOf(disk.read(file).toStdString())),
                 (QStringList{"-  a1b2c3d4e5: first-value-0123456789 # the first", "-  old: gone-0123456789012345678",
                              "+  a1b2c3d4e5: second-value-0123456789 # the first", "+accessKeys:", "+  AKIA: s+/="}));
        QVERIFY(readingOf(disk).secrets == secrets);
    }

    // Values that look like other things stay what they are.
    void anyTextReadsBack_data()
    {
        QTest::addColumn<QString>("value");
        for (const char* value : {"true", "null", "1e5", "0123", "- a", "a: b", "#x", "'", "\"", "{", "\\", "a\nb", "~",
                                  "%25", "*x", "&x", "!x", " blanks ", "\xc3\xa4"})
            QTest::newRow(value) << QString::fromUtf8(value);
    }

    void anyTextReadsBack()
    {
        QFETCH(QString, value);
        const ProjectOnDisk disk;
        Secrets secrets;
        secrets.set(SecretKind::ApiKey, "k", Secret(value.toStdString()));
        QVERIFY(saveSecrets(disk.root(), secrets));
        QVERIFY(readingOf(disk).secrets == secrets);
        secrets.set(SecretKind::ApiKey, "k2", Secret(value.toStdString()));
        QVERIFY(saveSecrets(disk.root(), secrets));
        QVERIFY(readingOf(disk).secrets == secrets);
    }

    void faultsQuoteNothing_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("isRefused");
        QTest::newRow("broken YAML") << QByteArray("apiKeys: {a: hunter2hunter2\n") << true;
        QTest::newRow("a tab") << QByteArray("apiKeys:\n\ta: hunter2hunter2\n") << true;
        QTest::newRow("a text") << QByteArray("hunter2hunter2\n") << true;
        QTest::newRow("a list") << QByteArray("- hunter2hunter2\n") << true;
        QTest::newRow("a kind that is a text") << QByteArray("apiKeys: hunter2hunter2\n") << false;
        QTest::newRow("a secret that is a list") << QByteArray("apiKeys: {a: [hunter2hunter2]}\n") << false;
        QTest::newRow("an unknown alias") << QByteArray("apiKeys: {a: *hunter2hunter2}\n") << true;
        QTest::newRow("two of one key") << QByteArray("apiKeys: {a: hunter2hunter2, a: b}\n") << false;
        QTest::newRow("no UTF-8") << QByteArray("apiKeys: {a: hunter2hunter2\xff}\n") << true;
    }

    void faultsQuoteNothing()
    {
        QFETCH(QByteArray, text);
        const ProjectOnDisk disk;
        disk.write(file, text);
        ::chmod(disk.path(file).toStdString().c_str(), 0600);
        const auto reading = readSecrets(disk.root());
        QTEST(!reading, "isRefused");
        Diagnostics told = reading ? reading->diagnostics : Diagnostics{reading.error()};
        Secrets secrets;
        secrets.set(SecretKind::ApiKey, "b", Secret("x"));
        const auto saved = saveSecrets(disk.root(), secrets);
        if (!saved)
            told.push_back(saved.error());
        if (!reading)
            QVERIFY(!saved && disk.read(file) == text); // what cannot be read is not written over
        for (const Diagnostic& d : told)
            QVERIFY2(toString(d).find("hunter2") == std::string::npos && d.hint.find("hunter2") == std::string::npos,
                     toString(d).c_str());
    }

    // Keys of the project, values of environments, several programs: whoever writes keeps what the others wrote.
    void writersLoseNothingOfEachOther()
    {
        constexpr int writers = 4;
        constexpr int each = 6;
        const ProjectOnDisk disk;
        std::vector<std::thread> threads;
        std::atomic<int> failures{0};
        for (int writer = 0; writer < writers; ++writer)
            threads.emplace_back([&disk, &failures, writer] {
                for (int i = 0; i < each; ++i) {
                    const std::string name = std::to_string(writer) + "-" + std::to_string(i);
                    const auto key = changeSecrets(disk.root(), [&](Secrets& secrets) {
                        secrets.set(SecretKind::ApiKey, "key" + name, Secret("value-of-" + name));
                    });
                    const auto beside = changeSecretsTree(disk.root(), [&](json::Value& tree) {
                        tree.set("environment" + name, json::Value("beside-" + name));
                    });
                    failures += (key ? 0 : 1) + (beside ? 0 : 1);
                }
            });
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(failures.load(), 0);
        QCOMPARE(readingOf(disk).secrets.owners(SecretKind::ApiKey).size(), std::size_t(writers * each));
        const auto tree = readSecretsTree(disk.root());
        QVERIFY(tree);
        QCOMPARE(tree->asObject().size(), std::size_t(writers * each + 1));
        QCOMPARE(modeOf(disk), 0600);
    }

    void aChangeGivesWhatStandsThere()
    {
        const ProjectOnDisk disk;
        disk.write(file, known);
        const auto reading = changeSecrets(disk.root(), [](Secrets& secrets) {
            secrets.remove(SecretKind::ApiKey, "old");
            secrets.set(SecretKind::ApiKey, "new", Secret("new-0123456789"));
        });
        QVERIFY(reading);
        QCOMPARE(reading->secrets.owners(SecretKind::ApiKey), (std::vector<std::string>{"a1b2c3d4e5", "new"}));
        QVERIFY(disk.read(file).contains("# the first") && disk.read(file).contains("mine: {kept: true}"));
    }

    void whoHoldsItTooLongIsTold()
    {
        const ProjectOnDisk disk;
        disk.write(file, known);
        ::chmod(disk.path(file).toStdString().c_str(), 0600);
        std::optional<FileLock> held = std::move(*FileLock::take(disk.path(file).toStdString()));
        const auto refused = FileLock::take(disk.path(file).toStdString(), std::chrono::milliseconds(20));
        QVERIFY(!refused);
        QVERIFY(QString::fromStdString(toString(refused.error())).contains("held by another program"));
        QVERIFY(changeSecrets(disk.root(), [](Secrets&) {})); // nothing to write, nothing to wait for
        held.reset();
        QVERIFY(FileLock::take(disk.path(file).toStdString()));
    }

    void linksThatLeadOutAreRefused()
    {
        const ProjectOnDisk disk;
        const ProjectOnDisk elsewhere;
        elsewhere.write("stolen.yaml", "apiKeys: {a: b}\n");
        QDir(disk.path(".")).mkdir(".gatewright");
        QVERIFY(QFile::link(elsewhere.path("stolen.yaml"), disk.path(file)));
        QVERIFY(!readSecrets(disk.root()));
        Secrets secrets;
        secrets.set(SecretKind::ApiKey, "a", Secret("mine"));
        QVERIFY(!saveSecrets(disk.root(), secrets));
        QCOMPARE(elsewhere.read("stolen.yaml"), QByteArray("apiKeys: {a: b}\n"));
    }

    void aCloneIsToldAndHealed()
    {
        const Project project = projectWithEverything();
        SecretsReading reading;
        QCOMPARE(missingSecrets(project, reading.secrets).size(), std::size_t(5));
        const Diagnostics told = tellMissingSecrets(project, reading);
        QCOMPARE(told.size(), std::size_t(1));
        QVERIFY(told[0].message.find("API key \"partner\" and 4 more have no secrets") != std::string::npos);
        QVERIFY(told[0].hint.find("Generate") != std::string::npos);
        QCOMPARE(generateMissing(project, reading.secrets, counting()), std::size_t(3));
        const Secret* value = reading.secrets.find(SecretKind::ApiKey, "a1b2c3d4e5");
        QVERIFY(value && faultOfApiKeyValue(*value).empty());
        QVERIFY(reading.secrets.find(SecretKind::ClientSecret, "confidential"));
        QVERIFY(!reading.secrets.find(SecretKind::ClientSecret, "public"));
        QCOMPARE(generateMissing(project, reading.secrets, counting()), std::size_t(0)); // and none is replaced
        QCOMPARE(missingSecrets(project, reading.secrets).size(), std::size_t(2));       // a password and a private key
        reading.secrets.set(SecretKind::Password, "6d2a", Secret("h"));
        reading.secrets.set(SecretKind::PrivateKey, "abc123", Secret("k"));
        QVERIFY(tellMissingSecrets(project, reading).empty());
    }

    void openingACloneTells()
    {
        const ProjectOnDisk disk;
        disk.write("gatewright.yaml", "name: store\napis: []\napiKeys: [{name: partner, id: a1b2c3d4e5}]\n");
        OpenedProject opened = disk.opened();
        QCOMPARE(opened.diagnostics.size(), std::size_t(1));
        QVERIFY(opened.diagnostics[0].severity == Severity::Warning && opened.diagnostics[0].node.apiKey);
        SecretsReading reading = readingOf(disk);
        QCOMPARE(generateMissing(opened.project, reading.secrets, counting()), std::size_t(1));
        QVERIFY(saveSecrets(disk.root(), reading.secrets));
        QVERIFY(disk.opened().diagnostics.empty());
        disk.write(file, "apiKeys: {");
        opened = disk.opened();
        QCOMPARE(opened.diagnostics.size(), std::size_t(1));
        QCOMPARE(opened.project.apiKeys.size(), std::size_t(1)); // the project opens all the same
    }

    // Nothing that a save of the project writes holds a secret, and no save touches the secrets.
    void savingTheProjectKeepsSecretsApart()
    {
        const ProjectOnDisk disk;
        disk.write("gatewright.yaml", "name: store\napis: []\n");
        OpenedProject opened = disk.opened();
        opened.project = projectWithEverything();
        opened.project.name = "store";
        Secrets secrets;
        for (const SecretPlace& place : secretPlaces(opened.project))
            secrets.set(place.kind, place.owner, Secret("hunter2-" + std::string(keyOf(place.kind))));
        QVERIFY(saveSecrets(disk.root(), secrets));
        const auto texts = renderProject(opened.project, opened.files);
        QVERIFY(texts);
        for (const auto& [name, text] : *texts)
            QVERIFY2(text.find("hunter2") == std::string::npos, text.c_str());
        QVERIFY(saveProject(opened.project, opened.files));
        QVERIFY(readingOf(disk).secrets == secrets);
        QVERIFY(disk.opened().project.clientCertificates.size() == 1);
    }

    void leftOnesAreFound()
    {
        const Project project = projectWithEverything();
        Secrets secrets;
        secrets.set(SecretKind::ApiKey, "a1b2c3d4e5", Secret("v"));
        secrets.set(SecretKind::ApiKey, "removed", Secret("v"));
        secrets.set(SecretKind::ClientSecret, "public", Secret("v"));
        secrets.set(SecretKind::SigningKey, "kid", Secret("v"));
        const auto unused = unusedSecrets(project, secrets);
        QCOMPARE(unused.size(), std::size_t(2));
        QVERIFY(unused[0].owner == "removed" && unused[1].owner == "public");
        QCOMPARE(secrets.ownerOf(SecretKind::ApiKey, "none"), std::string());
    }

    void keysAreDrawnEvenly()
    {
        std::mt19937 engine(4711);
        const RandomBytes random = [&](std::span<std::uint8_t> bytes) {
            for (std::uint8_t& byte : bytes)
                byte = static_cast<std::uint8_t>(engine());
        };
        std::map<char, int> counts;
        for (int i = 0; i < 1'550; ++i) // 62,000 characters: 1,000 of each, give or take
        {
            const Secret value = newApiKeyValue(random);
            for (const char c : value.reveal())
                ++counts[c];
        }
        QCOMPARE(counts.size(), std::size_t(62));
        for (const auto& [c, count] : counts)
            QVERIFY2(count > 850 && count < 1'150, qPrintable(QString("%1: %2").arg(c).arg(count)));
        const Secret accessKey = newSecretAccessKey(random);
        QCOMPARE(accessKey.reveal().size(), std::size_t(40));
    }

    void valuesOfKeys_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<bool>("isGood");
        QTest::newRow("20") << QByteArray(20, 'a') << true;
        QTest::newRow("128") << QByteArray(128, 'a') << true;
        QTest::newRow("19") << QByteArray(19, 'a') << false;
        QTest::newRow("129") << QByteArray(129, 'a') << false;
        QTest::newRow("blank") << QByteArray("aaaaaaaaaaaaaaaaaaa a") << false;
        QTest::newRow("newline") << QByteArray("aaaaaaaaaaaaaaaaaaaa\n") << false;
        QTest::newRow("nothing") << QByteArray() << false;
    }

    void valuesOfKeys()
    {
        QFETCH(QByteArray, value);
        const std::string fault = faultOfApiKeyValue(Secret(value.toStdString()));
        QTEST(fault.empty(), "isGood");
        QVERIFY(value.isEmpty() || fault.find(value.toStdString()) == std::string::npos);
    }

    // Secrets are no part of snapshots: an edit of the project has none to keep, and none to lose.
    void undoKeepsSecrets()
    {
        Document document(projectWithEverything());
        Secrets secrets;
        (void)generateMissing(document.project(), secrets, counting());
        QVERIFY(document.apply("Remove", [](Project p) -> Result<Project> {
            p.apiKeys.clear();
            return p;
        }));
        QCOMPARE(unusedSecrets(document.project(), secrets).size(), std::size_t(1));
        document.undo();
        QVERIFY(unusedSecrets(document.project(), secrets).empty());
    }
};

QTEST_APPLESS_MAIN(TestSecretsFile)
#include "tst_secrets_file.moc"
