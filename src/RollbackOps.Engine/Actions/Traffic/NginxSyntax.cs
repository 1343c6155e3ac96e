using System.Text;

namespace RollbackOps.Engine.Actions.Traffic;

/// <summary>The directives of an nginx configuration, as <c>ngx_conf_read_token</c> reads them. Pure.</summary>
public sealed class NginxSyntax
{
    private readonly string _text;
    private int _at;

    private NginxSyntax(string text) => _text = text;

    /// <summary>The directives and the ends of blocks, in order; what is left unfinished at the end is left out.</summary>
    public static IEnumerable<NginxDirective> Read(string text) => new NginxSyntax(text).Read();

    /// <summary>Whether a text has nothing but comments and white space.</summary>
    public static bool IsEmpty(string text)
    {
        var rest = new NginxSyntax(text);
        rest.SkipSpace();
        return rest._at >= text.Length;
    }

    private IEnumerable<NginxDirective> Read()
    {
        var words = new List<string>();
        var start = -1;
        while (true)
        {
            SkipSpace();
            if (_at >= _text.Length)
                yield break;
            if (start < 0)
                start = _at;
            if (_text[_at] is ';' or '{' or '}' && _text[_at] is var end)
            {
                _at++;
                yield return new(start, _at, [.. words], end);
                words.Clear();
                start = -1;
            }
            else
            {
                words.Add(_text[_at] is '"' or '\'' ? Quoted() : Word());
            }
        }
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && (char.IsWhiteSpace(_text[_at]) || _text[_at] is '#' or '\uFEFF'))
        {
            if (_text[_at] != '#')
                _at++;
            else
                _at = _text.IndexOf('\n', _at) is >= 0 and var end ? end : _text.Length;
        }
    }

    private string Quoted()
    {
        var (quote, word) = (_text[_at++], new StringBuilder());
        while (_at < _text.Length && _text[_at] != quote)
        {
            if (_text[_at] == '\\' && _at + 1 < _text.Length)
                _at++;
            word.Append(_text[_at++]);
        }

        _at++;
        return word.ToString();
    }

    private string Word()
    {
        var word = new StringBuilder();
        while (_at < _text.Length && !char.IsWhiteSpace(_text[_at]) && _text[_at] != ';' && (_text[_at] != '{' || word is [.., '$']))
        {
            if (_text[_at] == '\\' && _at + 1 < _text.Length)
                word.Append(_text[_at++]);
            word.Append(_text[_at++]);
        }

        return word.ToString();
    }
}
