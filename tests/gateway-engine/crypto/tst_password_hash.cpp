// Passwords: what is kept of them, and what is one.
#include "gateway-engine/crypto/password_hash.h"

#include <QTest>

using namespace gw;
using namespace gw::engine;

class TestPasswordHash : public QObject
{
    Q_OBJECT

private slots:
    void aPasswordIsKnownAgain()
    {
        const Secret hash = hashedPassword("pässword \xF0\x9F\x90\x88").value();
        QVERIFY(hash.reveal().starts_with("$scrypt$ln=15,r=8,p=1$"));
        QVERIFY(hash.reveal().find("word") == std::string::npos);
        QVERIFY(isPassword("pässword \xF0\x9F\x90\x88", hash));
        QVERIFY(!isPassword("pässword", hash));
        QVERIFY(!isPassword("", hash));
        QVERIFY(!(hashedPassword("a").value() == hashedPassword("a").value())); // each has a salt of its own
    }

    void lengthsAreBounded()
    {
        QVERIFY(!hashedPassword("").has_value());
        QVERIFY(hashedPassword(std::string(256, 'a')).has_value());
        QVERIFY(!hashedPassword(std::string(257, 'a')).has_value());
        QVERIFY(!isPassword(std::string(1'000'000, 'a'), hashedPassword("a").value()));
    }

    void whatIsNoHashIsNobodysPassword_data()
    {
        QTest::addColumn<QByteArray>("hash");
        for (const char* text :
             {"", "a", "$scrypt$ln=15,r=8,p=1$", "$scrypt$ln=15,r=8,p=1$YQ", "$scrypt$ln=15,r=8,p=1$YQ$",
              "$scrypt$ln=15,r=8,p=1$YQ$YQ", "$scrypt$ln=15,r=8,p=1$*$*", "$scrypt$ln=30,r=8,p=1$YQ$YQ",
              "$argon2id$v=19$m=1,t=1,p=1$YQ$YQ"})
            QTest::newRow(text) << QByteArray(text);
    }
    void whatIsNoHashIsNobodysPassword()
    {
        QFETCH(QByteArray, hash);
        QVERIFY(!isPassword("a", Secret(hash.toStdString())));
        QVERIFY(!isPassword("", Secret(hash.toStdString())));
    }

    // As Python's hashlib.scrypt(b"password", salt=bytes(range(16)), n=32768, r=8, p=1) says it.
    void othersKnowIt()
    {
        QVERIFY(isPassword(
            "password",
            Secret("$scrypt$ln=15,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$K/gjePbExfjBPZ6zI0UvnjegYpH8ALL1r66PytIvM+M")));
    }
};

QTEST_APPLESS_MAIN(TestPasswordHash)
#include "tst_password_hash.moc"
