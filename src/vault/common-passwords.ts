/** Passwords of ten characters and more that stand near the top of every published leak, and what they are made of. */

export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `
  1q2w3e4r5t 1q2w3e4r5t6y 1q2w3e4r5t6y7u 1qaz2wsx3edc 1qazxsw23edc 1qaz@wsx3edc 1qaz!qaz 123qweasdzxc 123456789a
  123456789q a123456789 q123456789 aa123456789 qwe123456789 abc123456789 abcd123456 abc1234567 123456abcd
  123abc123abc 147258369 1472583690 147852369 1478523690 3692581470 9638527410 789456123 7894561230 0147258369
  741852963 7418529630 0123456789 1029384756 1122334455 112233445566 11223344556677 1112223334 111222333444
  1231231234 123454321 12345543211 1234554321 12345678910 123456789012 123456789123 1234567891 12344321 1234567898
  987654321a 5555555555 0000000000 1111111111 0987654321 9876543210 q1w2e3r4t5 q1w2e3r4t5y6 q1w2e3r4 qazwsxedc
  qazwsxedc1 qazwsxedcrfv qazxswedc qwertyuiop1 qwertyuiop123 qwerty123456 qwerty12345 qwertyqwerty qweasdzxc
  qweasdzxc1 qweasdzxc123 qwerasdfzxcv asdfghjkl1 asdfghjkl123 asdfasdfasdf asdfzxcvqwer zxcvbnm123 zxcvbnm1234
  zxcvbnmasdfghjkl poiuytrewq mnbvcxzlkj password12 password123 password1234 password12345 passwordpassword
  password01 password99 passw0rd123 mypassword mypassword1 newpassword newpassword1 thepassword yourpassword
  password.123 password_123 secretpassword changeme123 changemenow letmein123 letmein1234 letmeinnow welcome123
  welcome1234 welcome12345 welcome2024 welcome2025 administrator administrator1 admin12345 admin123456 adminadmin
  rootroot123 testtest123 testing123 test123456 test1234567 guest12345 user123456 default123 iloveyou12 iloveyou123
  iloveyou1234 iloveyou2 iloveyousomuch iloveyouforever iloveyoubaby ilovemyself ilovejesus iloveme123 loveyou123
  lovelovelove babygirl12 babygirl123 babygirl01 princess12 princess123 princess01 sunshine12 sunshine123 sunshine01
  football12 football123 football01 baseball12 baseball123 basketball basketball1 basketball12 basketball23
  volleyball volleyball1 superman12 superman123 spiderman1 spiderman12 spiderman123 batman12345 starwars12
  starwars123 masterchief ninjaturtle thundercat pokemon123 pokemon1234 minecraft1 minecraft12 minecraft123
  charlie123 jennifer12 michael123 michelle12 jessica123 jonathan12 alexander1 alexander12 christopher christopher1
  christian1 christine1 elizabeth1 elizabeth12 katherine1 stephanie1 stephanie12 nicholas12 benjamin12 sebastian1
  valentina1 alejandro1 alejandra1 fernando12 francesco1 federica12 gabriella1 manchester manchester1 manchesterunited
  liverpool1 liverpool12 liverpoolfc chelsea123 arsenal123 barcelona1 barcelona10 realmadrid realmadrid1 juventus12
  america123 australia1 california california1 washington washington1 newyork123 chocolate1 chocolate12 strawberry
  strawberry1 watermelon watermelon1 butterfly1 butterfly12 butterflies cheesecake mountaindew sweetheart sweetheart1
  motherfucker fuckyou123 fuckyou1234 fuckoff123 blink182blink metallica1 slipknot666 evanescence linkinpark
  linkinpark1 greenday12 nirvana123 godisgood1 jesuschrist jesuschrist1 jesuslovesme godislove1 hallelujah blessed123
  trustno1trustno1 whatever12 whatever123 whateverwhatever computer12 computer123 internet12 internet123 microsoft1
  samsung123 blackberry blackberry1 playstation playstation1 playstation2 playstation3 counterstrike worldofwarcraft
  warcraft123 runescape1 runescape123 call0fduty callofduty callofduty4 halflife123 assassins1 skateboard skateboard1
  snowboard1 motorcycle lamborghini lamborghini1 mitsubishi volkswagen mercedes12 corvette12 mustang123 ferrari123
  yamaha1234 rockstar12 rockstar123 superstar1 superstar12 gangster12 gangsta123 hello12345 hello123456 hellohello
  helloworld helloworld1 goodmorning goodmorning1 goodnight1 happybirthday happyday12 hakunamatata abracadabra
  opensesame secret1234 secret12345 topsecret1 letsgo1234 freedom123 freedom1234 forever123 foreverlove friends123
  friendship friendship1 family1234 summer1234 summer2024 winter2024 spring2024 autumn2024 january123 february12
  september1 september11 november11 december12 december25 valentine1 correcthorsebatterystaple correct horse battery staple
  thisismypassword thisisapassword idontknow123 idontknow1 nopassword nothing123 asdf123456 asdf12345678 zxcv123456
  qwer123456 qwer12345678 aaaa111122 aaaaaa1111 abcdef1234 abcdef123456 abcdefg123 abcdefgh123 bitcoin123 bitcoin2024
  ethereum12 ethereum123 metamask12 metamask123 crypto1234 crypto12345 blockchain blockchain1 hodlhodlhodl tothemoon123
  `
    .split(/\s{2,}|(?<=\S) (?=\S)/)
    .filter((word) => word !== ''),
)

export const COMMON_STEMS: ReadonlySet<string> = new Set(
  `
  password passwort passwd pass contraseña motdepasse parola wachtwoord senha qwerty qwertz azerty qwertyuiop asdf
  asdfgh asdfghjkl zxcvbnm qazwsx abc abcd abcdef admin administrator root user guest login welcome letmein changeme
  secret master default test testing hello iloveyou loveyou love monkey dragon sunshine princess football baseball
  basketball soccer hockey superman batman spiderman starwars pokemon minecraft shadow michael jordan jessica ashley
  charlie daniel thomas robert andrew joshua jennifer michelle nicole hunter killer buster tigger ginger pepper
  cheese cookie chocolate banana summer winter spring autumn computer internet google facebook apple samsung windows
  freedom whatever trustno america london liverpool chelsea arsenal barcelona mustang ferrari corvette mercedes
  bitcoin ethereum crypto wallet metamask candor ledger blockchain money family friends forever jesus angel lovely
  flower babygirl purple orange silver golden diamond
  `
    .trim()
    .split(/\s+/),
)

export const KEYBOARD_RUNS = [
  '1234567890',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'qwertzuiop',
  'azertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  'qazwsxedcrfvtgbyhnujmikolp',
  '1q2w3e4r5t6y7u8i9o0p',
  'q1w2e3r4t5y6u7i8o9p0',
  '!@#$%^&*()',
] as const
