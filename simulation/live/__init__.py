"""The live view: two streets with common random numbers in a browser, day by day (extra `live`).

`twins` is the session, `counts`, `people`, `policies` say what it shows, `controls` what clicks do to it;
none of them needs a browser, nor the extra. `page` is what Solara draws of them, with the parts in `vue/`;
`serving` brings it to a browser.
"""
