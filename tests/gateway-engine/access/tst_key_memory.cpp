// When keys that are known do, and when they are fetched anew.
#include "gateway-engine/access/key_memory.h"
#include "tests/support/token_fixture.h"

#include <QTest>

using namespace gw;
using namespace gw::engine;
using namespace std::chrono_literals;

namespace {

SharedKeys someKeys()
{
    return std::make_shared<const auth::JwkSet>(test::allKeys());
}

const KeyTimes times;
const KeyMemory::Time start{1h};

bool asks(const KeyMemory& memory, const char* keyId, KeyMemory::Time now)
{
    return !memory.answer(keyId, now, times);
}

} // namespace

class TestKeyMemory : public QObject
{
    Q_OBJECT

private slots:
    void nothingIsKnownAtFirst() { QVERIFY(asks({}, "RS256", start)); }

    void keysAreKeptForTwoHours()
    {
        const KeyMemory memory = KeyMemory().with(someKeys(), start);
        QVERIFY(!asks(memory, "RS256", start));
        QVERIFY(!asks(memory, "RS256", start + 2h - 1ns));
        QVERIFY(asks(memory, "RS256", start + 2h));
        QVERIFY(!memory.best(start + 2h, times));
    }

    void anUnknownKeyIsLookedForOnceInAWhile()
    {
        const KeyMemory memory = KeyMemory().with(someKeys(), start);
        QVERIFY(!asks(memory, "made-up", start + 10s - 1ns));
        QVERIFY(asks(memory, "made-up", start + 10s));
        QVERIFY(!asks(memory, "RS256", start + 10s));
        QVERIFY(!asks(memory, "", start + 10s));
        QVERIFY(!asks(memory.with(someKeys(), start + 10s), "made-up", start + 11s));
    }

    void aFailureIsRememberedBriefly()
    {
        const KeyMemory memory = KeyMemory().with(fail("Out."), start);
        const auto answer = memory.answer("RS256", start + 5s - 1ns, times);
        QVERIFY(answer && !*answer);
        QCOMPARE(answer->error().message, std::string("Out."));
        QVERIFY(asks(memory, "RS256", start + 5s));
    }

    void keysOutliveAFailedFetch()
    {
        const KeyMemory memory = KeyMemory().with(someKeys(), start).with(fail("Out."), start + 1h);
        QVERIFY(memory.best(start + 1h, times).has_value());
        QVERIFY(!asks(memory, "made-up", start + 1h + 4s));
        QVERIFY(!asks(memory, "RS256", start + 1h));
        QVERIFY(asks(memory, "RS256", start + 2h));
        QVERIFY(!memory.with(someKeys(), start + 2h).failure());
    }
};

QTEST_APPLESS_MAIN(TestKeyMemory)
#include "tst_key_memory.moc"
