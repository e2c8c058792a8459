// The template language itself: what templates print, what they are refused for, and that none can hold the gateway up.
#include "core/json/text.h"
#include "gateway-engine/vtl/template.h"

#include <QElapsedTimer>
#include <QtTest>

using namespace gw;
using namespace gw::engine::vtl;

namespace {

Scope scopeOf(const char* variables)
{
    Scope scope;
    const json::Value members = json::readJson(variables).value();
    for (const json::Member& member : members.asObject())
        scope.set(member.key, fromJson(member.value, Printing::Java));
    return scope;
}

Result<std::string> rendered(const char* text, const char* variables, VoidReferences voids, const Limits& limits = {})
{
    const auto parsed = Template::parse(text, "a.vtl");
    if (!parsed)
        return fail(parsed.error());
    RenderOptions options;
    options.limits = limits;
    options.voidReferences = voids;
    auto result = render(*parsed, scopeOf(variables), options);
    if (!result)
        return fail(result.error());
    return std::move(result->output);
}

// An object as $input is one: properties, a method, one that throws.
class Door final : public Object
{
public:
    [[nodiscard]] Value property(std::string_view name) const override
    {
        return name == "colour" ? Value("red") : name == "state" ? m_state : Value();
    }
    [[nodiscard]] Result<std::optional<Value>> call(std::string_view method, std::span<const Value> arguments) override
    {
        if (method == "open" && arguments.size() == 1)
            return Value("open " + *arguments[0].string());
        if (method == "slam")
            return fail("The door is stuck.", "Push harder.");
        return std::nullopt;
    }
    bool assign(std::string_view name, const Value& value) override
    {
        if (name != "state")
            return false;
        m_state = value;
        return true;
    }
    [[nodiscard]] std::optional<std::string> text() const override { return "a door"; }

private:
    Value m_state;
};

} // namespace

class TestVtl : public QObject
{
    Q_OBJECT
private slots:
    void prints_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("variables");
        QTest::addColumn<QByteArray>("wanted");
        const auto row = [](const char* name, const char* text, const char* variables, const char* wanted) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(variables) << QByteArray(wanted);
        };
        row("notations", "$x ${x} $!x $!{x} ${x}y $x.", "{\"x\":\"v\"}", "v v v v vy v.");
        row("void as the empty string", "[$x][${x.y}][$x.y()][$!x]", "{}", "[][][][]");
        row("void is true", "#if($x)true#end#if($x == '')empty#end#if($x == $null)null#end", "{}", "trueemptynull");
        row("not a reference", "$ $5 $(x) 5$ a$. ", "{}", "$ $5 $(x) 5$ a$. ");
        row("chained", "$a.b[1].c.length()", "{\"a\":{\"b\":[0,{\"c\":\"four\"}]}}", "4");
        row("hyphen in a name", "$a.X-Foo", "{\"a\":{\"X-Foo\":\"1\"}}", "1");
        row("index from the end", "$a[-1]$a[-2]", "{\"a\":[1,2,3]}", "32");
        row("escapes", "\\$x \\\\$x \\#if \\#foo", "{\"x\":1}", "$x \\1 #if \\#foo");
        row("comments", "a## no $x\nb#* no\n *#c#** doc *#d", "{}", "abcd");
        row("text block", "#[[ $x #if( ]]#", "{}", " $x #if( ");
        row("set takes its line", "a\n#set($x = 1)\nb$x", "{}", "a\nb1");
        row("set takes white space between directives", "#if(true)\n  #set($x = 1)\n$x#end", "{}", "1");
        row("a hyphen belongs to the name before it", "[$y-$y]", "{\"y\":1}", "[1]");
        row("end takes its line", "#if(true)\nyes\n#end  \nrest", "{}", "yes\nrest");
        row("elseif and else", "#if($x==1)a#elseif($x==2)b#{else}c#end", "{\"x\":2}", "b");
        row("precedence", "#set($x = 2 + 3 * 4 - 10 / 5)$x|#set($y = (2 + 3) * 4)$y", "{}", "12|20");
        row("whole division", "#set($x = 7 / 2)$x|#set($y = -7 / 2)$y|#set($z = 7.0 / 2)$z|#set($r = -7 % 3)$r", "{}",
            "3|-3|3.5|-1");
        row("division by zero is null", "#set($x = 5)#set($x = $x / 0)$x", "{}", "5");
        row("wider classes", "#set($x = 2147483647 + 1)$x|#set($y = 9223372036854775807 + 1)$y", "{}",
            "2147483648|9223372036854775808");
        row("doubles as Java writes them", "#set($l = [1.0, 0.1, 1e7, 1.5e-4, 123456.75, -0.0])$l", "{}",
            "[1.0, 0.1, 1.0E7, 1.5E-4, 123456.75, -0.0]");
        row("word operators", "#if(1 lt 2 and 2 le 2 and 3 gt 2 and 3 ge 3 and 1 ne 2 and not (1 eq 2))y#end", "{}",
            "y");
        row("numbers compare by value", "#if(1 == 1.0)y#end#if('1' == 1)z#end", "{}", "yz");
        row("literals are false", "#if(1)a#end#if('x')b#end#if([])c#end", "{}", "");
        row("interpolation", "#set($x = \"${y}-${y}s #if(true)q#end\")$x '$y'", "{\"y\":1}", "1-1s q '1'");
        row("single quotes keep", "#set($x = '$y \\n')$x", "{\"y\":1}", "$y \\n");
        row("doubled quotes", "#set($x = \"say \"\"hi\"\"\")$x|#set($y = 'it''s')$y", "{}", "say \"hi\"|it's");
        row("code point escape", "#set($x = \"\\u00e9\")$x", "{}", "\xC3\xA9");
        row("range", "#foreach($i in [3..1])$i#end#set($r = [-1..1])$r", "{}", "321[-1, 0, 1]");
        row("loop variables",
            "#foreach($i in ['a','b'])$foreach.index$foreach.count$velocityCount$foreach.first"
            "$foreach.last$foreach.hasNext$velocityHasNext #end",
            "{}", "011truefalsetruetrue 122falsetruefalsefalse ");
        row("loop within a loop",
            "#foreach($i in [1..2])#foreach($j in [1..2])$foreach.parent.count$foreach.count #end#end", "{}",
            "11 12 21 22 ");
        row("loop variable ends with the loop", "#set($i = 9)#foreach($i in [1..2])$i#end$i", "{}", "129");
        row("loop over a map", "#foreach($v in $m)$v#end #foreach($k in $m.keySet())$k#end",
            "{\"m\":{\"a\":1,\"b\":2}}", "12 ab");
        row("loop over entries", "#foreach($e in $m.entrySet())$e.key=$e.value;$e.getKey()#end", "{\"m\":{\"a\":1}}",
            "a=1;a");
        row("loop over nothing", "#foreach($x in $y)no#end#foreach($x in 'text')no#end", "{}", "");
        row("break", "#foreach($i in [1..5])#if($i == 3)#break#end$i#end!", "{}", "12!");
        row("break out of two", "#foreach($i in [1..3])#foreach($j in [1..3])#break($foreach.parent)#end#{end}.", "{}",
            ".");
        row("stop", "a#stop b", "{}", "a");
        row("macro", "#macro(m $a $b)<$a|$b>#end#m('x' 2)#m(1, 2)", "{}", "<x|2><1|2>");
        row("macro used before", "#m()#macro(m)in#end", "{}", "in");
        row("macro arguments are evaluated when used", "#macro(m $a)#set($x = 2)$a#end#set($x = 1)#m(\"$x\")", "{}",
            "2");
        row("macro with a body", "#macro(m)<$bodyContent>#end#@m()in $x#end", "{\"x\":1}", "<in 1>");
        row("unknown macro", "#m($x) #@n()b#end", "{}", "#m($x) #@n()b#end");
        row("define", "#define($d)<$x>#end#set($x = 1)$d#set($x = 2)$d", "{}", "<1><2>");
        row("literal", "#literal()$x#end", "{\"x\":1}", "$x");
        row("evaluate", "#set($t = 'a$x')#evaluate($t)", "{\"x\":1}", "a1");
        row("map in order", "#set($m = {'b':1,'a':[1,{}]})$m $m.size()", "{}", "{b=1, a=[1, {}]} 2");
        row("map is changed in place", "$m.put('b',2)$!m.remove('a')$m#set($m.c = 3)#set($m['d'] = 4)$m",
            "{\"m\":{\"a\":1}}", "1{b=2}{b=2, c=3, d=4}");
        row("list is changed in place", "#set($l = [1])$l.add(2)$l.add(0,'x')$l.set(1,'y')$l.remove('x')$l", "{}",
            "true1true[y, 2]");
        row("list methods", "$l.size()$l.isEmpty()$l.empty$l.contains(2)$l.indexOf(3)$l.get(0)$l.subList(1,3)",
            "{\"l\":[1,2,3]}", "3falsefalsetrue21[2, 3]");
        row("iterator", "#set($i = $l.iterator())$i.next()$i.hasNext()$i.next()$i.hasNext()", "{\"l\":[1,2]}",
            "1true2false");
        row("null within", "$l $l[1] $m", "{\"l\":[1,null],\"m\":{\"a\":null}}", "[1, null]  {a=null}");
        row("text methods",
            "$s.length()$s.toUpperCase()$s.substring(1,3)$s.indexOf('l')$s.lastIndexOf('l')$s.charAt(0)"
            "$s.contains('ell')$s.startsWith('he')$s.endsWith('x')$s.concat('!')$s.trim()",
            "{\"s\":\"hello\"}", "5HELLOel23htruetruefalsehello!hello");
        row("text counts as Java does", "$s.length()$s.substring(1,3)$s.indexOf('b')", "{\"s\":\"aßb\"}",
            "3\xC3\x9F"
            "b2");
        row("pairs count two", "$s.length()$s.substring(0,2)", "{\"s\":\"😀b\"}", "3\xF0\x9F\x98\x80");
        row("replace", "$s.replace('a','b')$s.replaceAll('[ab]+','<$0>')$s.replaceFirst('a','\\$')", "{\"s\":\"aaxb\"}",
            "bbxb<aa>x<b>$axb");
        row("replaceAll of what escapes", "$s.replaceAll(\"\\\\'\",\"'\")", "{\"s\":\"it\\\\'s\"}", "it's");
        row("groups", "$s.replaceAll('(\\w+)@(?<h>\\w+)','${h} $1')", "{\"s\":\"me@here\"}", "here me");
        row("split", "$s.split(',').size()$s.split(',')[1]#foreach($p in $s.split(',', -1))<$p>#end",
            "{\"s\":\"a,b,,\"}", "2b<a><b><><>");
        row("split into characters", "#foreach($c in $s.split(''))$c.#end", "{\"s\":\"abc\"}", "a.b.c.");
        row("matches the whole", "$s.matches('[a-z]+')$s.matches('a')", "{\"s\":\"abc\"}", "truefalse");
        row("equals and compareTo", "$s.equals('a')$s.equalsIgnoreCase('A')$s.compareTo('b')$s.equals(1)",
            "{\"s\":\"a\"}", "truetrue-1false");
        row("numbers", "#set($n = 0)$n.parseInt('42')$n.parseInt('ff', 16)$n.intValue()$n.max(1,2)", "{}", "4225502");
        row("number texts", "$d.intValue()$d.toString()$i.doubleValue()", "{\"d\":2.75,\"i\":3}", "22.753.0");
        row("include of nothing", "#include($x)#parse($x)", "{}", "");
    }
    void prints()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, variables);
        QFETCH(QByteArray, wanted);
        const auto got = rendered(text.constData(), variables.constData(), VoidReferences::Empty);
        QVERIFY2(got.has_value(), got ? "" : gw::toString(got.error()).c_str());
        QCOMPARE(QByteArray::fromStdString(*got), wanted);
    }

    void printsVoidReferencesAsWritten_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("wanted");
        QTest::newRow("as written") << QByteArray("$x ${x} $!x $!{x} $x.y(1, 'a').z[0] \\$x")
                                    << QByteArray("$x ${x}   $x.y(1, 'a').z[0] \\$x");
        QTest::newRow("false") << QByteArray("#if($x)a#{else}b#end") << QByteArray("b");
        QTest::newRow("in a sum of texts") << QByteArray("#set($y = 'a' + $x)$y") << QByteArray("a$x");
        QTest::newRow("macro argument") << QByteArray("#macro(m $p)$p#end#m($x.y)") << QByteArray("$x.y");
    }
    void printsVoidReferencesAsWritten()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, wanted);
        const auto got = rendered(text.constData(), "{}", VoidReferences::Verbatim);
        QVERIFY(got.has_value());
        QCOMPARE(QByteArray::fromStdString(*got), wanted);
    }

    void refusesAndSaysWhere_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        QTest::addColumn<QByteArray>("words");
        const auto row = [](const char* name, const char* text, int line, int column, const char* words) {
            QTest::newRow(name) << QByteArray(text) << line << column << QByteArray(words);
        };
        row("if without end", "a\n#if(true)b", 2, 1, "has no end");
        row("end without if", "a #end", 1, 3, "#end");
        row("else in a loop", "#foreach($x in $y)\n#else#end", 2, 1, "#else");
        row("set without value", "#set($x)", 1, 8, "#set");
        row("set of a word", "#set(x = 1)", 1, 6, "#set");
        row("word in an expression", "#if(foo)#end", 1, 5, "\"foo)#end\"");
        row("minus that sticks to its number", "#set($x = $y -1)", 1, 14, "\"-1)\"");
        row("bracket that is not closed", "${x", 1, 4, "${x");
        row("index of nothing", "$x[]", 1, 4, "an index");
        row("string without end", "#set($x = \"abc)", 1, 11, "no end");
        row("list without end", "#set($x = [1, 2)", 1, 16, "a list");
        row("map without colon", "#set($x = {'a' 1})", 1, 16, "a map");
        row("range to a text", "#set($x = [1..'a'])", 1, 15, "a range");
        row("foreach without in", "#foreach($x of $y)#end", 1, 13, "\"of\"");
        row("macro without name", "#macro #end", 1, 1, "needs a name");
        row("macro with a word", "#macro(a b)#end", 1, 10, "no parameter");
        row("call with a word", "#macro(m $a)#end\n#m(x)", 2, 4, "bare word");
        row("break with two", "#break($a $b)", 1, 1, "#break");
        row("comment without end", "x #* y", 1, 3, "comment");
        row("text block without end", "#[[ y", 1, 1, "text block");
        row("dollar at the end", "5$", 1, 2, "ends with");
        row("operators in an argument", "$x.get(1 + 2)", 1, 10, "arguments of \"get\"");
        row("error within a string", "#set($x = \"#if\")", 1, 15, "#if");
        row("column counts characters", "\xC3\xA4\xC3\xB6 #end", 1, 4, "#end");
        row("index outside", "#set($l = [1])\n $l.get(5)", 2, 4, "outside the list");
        row("substring outside", "#set($s = 'abc')$s.substring(2, 9)", 1, 19, "outside the text");
        row("no number", "#set($n = 1)$n.parseInt('x')", 1, 15, "\"x\" is no number");
        row("no pattern", "#set($s = 'a')$s.matches('(')", 1, 17, "no regular expression");
        row("no group", "#set($s = 'a')$s.replaceAll('[a]', '$1')", 1, 17, "no group 1");
        row("break of no loop", "#break($x)", 1, 1, "no loop");
        row("include", "\n#include('x.vm')", 2, 1, "\"x.vm\"");
        row("parse", "#parse('x.vm')", 1, 1, "\"x.vm\"");
        row("evaluate of a bad text", "#evaluate('#if(')", 1, 1, "#evaluate");
        row("list that changes", "#set($l = [1,2])#foreach($x in $l)#set($y = $l.add(3))#end", 1, 17, "changed");
    }
    void refusesAndSaysWhere()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, line);
        QFETCH(int, column);
        QFETCH(QByteArray, words);
        const auto got = rendered(text.constData(), "{}", VoidReferences::Empty);
        QVERIFY(!got.has_value());
        QCOMPARE(QByteArray::fromStdString(got.error().file), QByteArray("a.vtl"));
        QVERIFY2(QByteArray::fromStdString(got.error().message).contains(words), got.error().message.c_str());
        QVERIFY(!got.error().hint.empty());
        QCOMPARE(got.error().position.line, line);
        QCOMPARE(got.error().position.column, column);
    }

    void endsWhatWouldNotEnd_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("words");
        const auto row = [](const char* name, const QByteArray& text, const char* words) {
            QTest::newRow(name) << text << QByteArray(words);
        };
        row("macro that calls itself", "#macro(m)#m()#end#m()", "m -> m");
        row("macros that call each other", "#macro(a $x)#b(\"$x$x\")#end#macro(b $x)#a(\"$x$x\")#end#a(1)", "a -> b");
        row("wide loop", "#foreach($i in [1..2000000000])$i#end", "1000 rounds");
        row("wide range", "#set($x = [1..2000000000])", "more steps");
        row("loops in loops", "#foreach($i in [1..1000])#foreach($j in [1..1000])#foreach($k in [1..1000])#end#end#end",
            "more steps");
        row("text that doubles", "#set($s = 'ab')#foreach($i in [1..99])#set($s = \"$s$s\")#end", "bytes");
        row("sum that doubles", "#set($s = 'ab')#foreach($i in [1..99])#set($s = $s + $s)#end", "bytes");
        row("replace that doubles", "#set($s = 'ab')#foreach($i in [1..99])#set($s = $s.replaceAll('.', '$0$0'))#end",
            "");
        row("repeat", "#set($s = 'ab')$s.repeat(2000000000)", "bytes");
        row("list within lists", "#set($l = [])#foreach($i in [1..999])#set($l = [$l])#end$l", "nested deeper");
        row("list twice within lists", "#set($l = [])#foreach($i in [1..99])#set($l = [$l, $l])#end$l", "longer than");
        row("list that holds itself", "#set($l = [])$l.add([$l])", "hold itself");
        row("map that holds itself", "#set($m = {})#set($m.a = [$m])", "hold itself");
        row("evaluate in evaluate", "#set($e = '#evaluate($e)')#evaluate($e)", "deeper than");
        row(
            "chain of defines",
            [] {
                QByteArray text;
                for (int i = 0; i < 1000; ++i)
                    text += "#define($d" + QByteArray::number(i) + ")$d" + QByteArray::number(i + 1) + "#end";
                return text + "$d0";
            }(),
            "deeper than");
        row("pattern that tries everything",
            "#set($s = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab')"
            "$s.matches('(a|aa)+c?(x|y)*$')",
            "too many steps");
        row("if in if", QByteArray("#if(true)").repeated(20000), "nested deeper than 150");
        row("parentheses", "#set($x = " + QByteArray("(").repeated(20000), "nested deeper than 150");
        row("lists in a list", "#set($x = " + QByteArray("[").repeated(20000), "nested deeper than 150");
        row("calls in a call", "#set($x = " + QByteArray("$a.b([").repeated(20000), "nested deeper than 150");
        row("nots", "#set($x = " + QByteArray("!").repeated(20000), "nested deeper than 150");
        row("sums", "#set($x = 1" + QByteArray(" + 1").repeated(20000) + ")", "more than 100 operators");
        row("large template", QByteArray("x").repeated(301 * 1024), "larger than 300 KB");
    }
    void endsWhatWouldNotEnd()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, words);
        QElapsedTimer timer;
        timer.start();
        const auto got = rendered(text.constData(), "{}", VoidReferences::Empty);
        QVERIFY(!got.has_value());
        QVERIFY2(QByteArray::fromStdString(got.error().message).contains(words), got.error().message.c_str());
        QVERIFY(timer.elapsed() < 60000); // far from never, even under a sanitizer
    }

    void letsLongListsGo()
    {
        Limits limits;
        limits.fuel = 10000000;
        const auto got =
            rendered("#set($l = [])#foreach($i in [1..300])#foreach($j in [1..300])#set($l = [$l])#end#end.", "{}",
                     VoidReferences::Empty, limits);
        QVERIFY(got.has_value());
        QCOMPARE(*got, std::string("."));
    }

    void asksObjects()
    {
        const auto parsed = Template::parse("$d $d.colour $d.open('wide') [$d.none] [$d.none()] #set($d.state = 'shut')"
                                            "$d.state#set($d.other = 1)$d.other",
                                            "a.vtl");
        QVERIFY(parsed.has_value());
        Scope scope;
        scope.set("d", Value(ObjectRef(std::make_shared<Door>())));
        const auto got = render(*parsed, scope);
        QVERIFY(got.has_value());
        QCOMPARE(got->output, std::string("a door red open wide [] [] shut"));
        const auto slammed = render(Template::parse("a\n  $d.slam()", "a.vtl").value(), scope);
        QVERIFY(!slammed.has_value());
        QCOMPARE(slammed.error().message, std::string("\"slam\": The door is stuck."));
        QCOMPARE(slammed.error().position, (SourcePosition{2, 5}));
    }

    void printsListsFromJsonAsJson()
    {
        Scope scope;
        scope.set("x", fromJson(json::readJson("{\"l\":[{\"a\":\"b\\\"c\"},1.0,null],\"s\":\"t\"}").value()));
        const auto got = render(Template::parse("$x $x.l $x.l[0]", "a.vtl").value(), scope);
        QVERIFY(got.has_value());
        QCOMPARE(got->output,
                 std::string("{l=[{\"a\":\"b\\\"c\"},1.0,null], s=t} [{\"a\":\"b\\\"c\"},1.0,null] {a=b\"c}"));
    }

    // The members of an object are read from the document when somebody asks for them: nobody can tell.
    void readsMembersWhenAsked_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const char* text, const char* expected) {
            QTest::newRow(name) << text << expected;
        };
        row("scalars", "$o.s $o.n $o.b $!o.none", "text 1 true ");
        row("absent", "[$!o.absent][$o.containsKey('absent')][$o.containsKey('none')]", "[][false][true]");
        row("the last of two members counts, at the place of the first", "$twice.a $twice", "2 {a=2, b=3}");
        row("the last of two is no list", "$mixed.a $mixed", "1 {a=1}");
        row("the last of two is a list", "#set($ok = $mixedToo.a.add(2))$mixedToo.a $mixedToo", "[2] {a=[2]}");
        row("a list is always the same", "#set($l = $o.list)#set($ok = $l.add(3))$o.list", "[1,2,3]");
        row("a map is always the same", "#set($m = $o.map)#set($m.x = 1)$o.map.x $o.map", "1 {k=v, x=1}");
        row("a scalar asked for twice", "#if($o.s == $o.s)same#end", "same");
        row("changed before it is read", "#set($o.n = 5)$o.n $o.s $o.size()", "5 text 6");
        row("removed before it is read", "$o.remove('n') [$!o.n] $o.size()", "1 [] 5");
        row("cleared before it is read", "#set($x = $o.clear())$o $o.isEmpty()", "{} true");
        row("equal to a map of the template", "#if($o.map == {'k': 'v'})equal#end", "equal");
        row("loops over the values", "#foreach($v in $twice)$v;#end", "2;3;");
        row("forty members", "$many.k0 $many.k39 $many.get('k20') $many.size() [$!many.k40]", "0 39 20 40 []");
        row("forty members, changed",
            "#set($many.k39 = 'x')#set($many.k40 = 'y')$many.k39 $many.k40 $many.remove('k0') "
            "$many.k38 $many.size()",
            "x y 0 38 40");
    }

    void readsMembersWhenAsked()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        json::Value many = json::Value::object();
        for (int i = 0; i < 40; ++i)
            many.set("k" + std::to_string(i), i);
        Scope scope;
        scope.set("many", fromJson(std::move(many)));
        const auto given = [&](const char* name, const char* json) {
            scope.set(name, fromJson(json::readJson(json).value())); // the document lives in the values alone
        };
        given("o", R"({"s":"text","n":1,"b":true,"none":null,"list":[1,2],"map":{"k":"v"}})");
        given("twice", R"({"a":1,"b":3,"a":2})");
        given("mixed", R"({"a":[],"a":1})");
        given("mixedToo", R"({"a":1,"a":[]})");
        const auto got = render(Template::parse(text.toStdString(), "a.vtl").value(), scope);
        QVERIFY(got.has_value());
        QCOMPARE(QString::fromStdString(got->output), expected);
    }

    void saysWhatWroteTheOutput()
    {
        const std::string text = "ab\n#foreach($i in [1..2])\n<$i>\n#end\n#macro(m)M#end#m()";
        RenderOptions options;
        options.mapOutput = true;
        const auto got = render(Template::parse(text, "a.vtl").value(), {}, options);
        QVERIFY(got.has_value());
        QCOMPARE(got->output, std::string("ab\n<1>\n<2>\nM"));
        std::size_t at = 0;
        for (const OutputPiece& piece : got->pieces) {
            QCOMPARE(std::size_t(piece.outputBegin), at);
            at = piece.outputEnd;
            const std::string written = text.substr(piece.templateBegin, piece.templateEnd - piece.templateBegin);
            const std::string output = got->output.substr(piece.outputBegin, piece.outputEnd - piece.outputBegin);
            QVERIFY2(written == output || written == "$i", written.c_str());
        }
        QCOMPARE(at, got->output.size());
    }
};

QTEST_GUILESS_MAIN(TestVtl)
#include "tst_vtl.moc"
